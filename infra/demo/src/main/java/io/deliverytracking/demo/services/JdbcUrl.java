package io.deliverytracking.demo.services;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres JDBC URL taken apart, because the reactive client wants user and password apart from the rest.
 *
 * @param address    the URL without user and password
 * @param user       empty where the URL names none
 * @param password   empty where the URL names none
 */
public record JdbcUrl(String address, String user, String password) {

    private static final String PREFIX = "jdbc:postgresql://";

    /** @throws IllegalArgumentException where it is no {@code jdbc:postgresql://…} with a database */
    public static JdbcUrl parse(String url) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a database URL begins with " + PREFIX + "; this one does not: " + withoutPassword(url));
        }
        int question = url.indexOf('?');
        String base = question < 0 ? url : url.substring(0, question);
        if (base.indexOf('/', PREFIX.length()) < 0 || base.endsWith("/")) {
            throw new IllegalArgumentException(
                    "the database URL names no database behind its host: " + withoutPassword(base));
        }
        if (base.contains("@")) {
            throw new IllegalArgumentException("a database URL of JDBC has its user and password behind the database: "
                    + PREFIX + "host/database?user=...&password=...");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (question >= 0) {
            for (String pair : url.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
        }
        String user = decode(parameters.remove("user"));
        String password = decode(parameters.remove("password"));
        StringBuilder address = new StringBuilder(base);
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return new JdbcUrl(address.toString(), user, password);
    }

    /** For the screen, and for whoever is sent what stood there: whatever the rest means, a password may be in it. */
    private static String withoutPassword(String url) {
        return url.replaceFirst("//.*", "//...");
    }

    private static String decode(@Nullable String value) {
        return value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
