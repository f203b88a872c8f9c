package io.deliverytracking.broker.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * One entry of {@code listeners} or {@code advertised.listeners}: {@code NAME://host:port}.
 *
 * @param listenerName the name before the colon, e.g. {@code PLAINTEXT}
 * @param host host name or address; IPv6 without its brackets; empty means every interface
 * @param port 0 lets the system choose
 */
public record Endpoint(String listenerName, String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_.-]+)://(?:\\[([0-9a-fA-F:%.]+)]|([^\\[\\]/:]*)):(\\d{1,5})");

    /** Parses {@code text}, naming the property and the expected form if it is something else. */
    static Endpoint parse(String property, String text) {
        Matcher matcher = FORM.matcher(text.trim());
        int port = matcher.matches() ? Integer.parseInt(matcher.group(4)) : -1;
        if (port < 0 || port > 65535) {
            throw new ConfigException(
                    property,
                    text,
                    "expected NAME://host:port with a port from 0 to 65535, e.g. PLAINTEXT://127.0.0.1:9092");
        }
        String host = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return new Endpoint(matcher.group(1), host, port);
    }

    /** {@code host:port}, as {@code bootstrap.servers} wants it. */
    public String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return listenerName + "://" + hostAndPort();
    }
}
