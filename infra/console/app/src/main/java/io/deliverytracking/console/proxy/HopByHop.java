package io.deliverytracking.console.proxy;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers that concern one connection and are not passed on: those that RFC 9110 (7.6.1) names, and those that the
 * {@code Connection} header names.
 */
final class HopByHop {

    private static final List<String> NAMES = List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HopByHop() {}

    /** Removes them. */
    static void strip(MultiMap headers) {
        List<String> named = new ArrayList<>();
        for (String connection : headers.getAll("connection")) {
            for (String name : connection.split(",")) {
                named.add(name.strip());
            }
        }
        named.stream().filter(name -> !name.isEmpty()).forEach(headers::remove);
        NAMES.forEach(headers::remove);
    }
}
