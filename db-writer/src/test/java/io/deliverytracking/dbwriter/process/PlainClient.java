package io.deliverytracking.dbwriter.process;

import java.util.Map;

/** How a writer is told to read without the connector. */
final class PlainClient {
    static final Map<String, String> SETTINGS = Map.of("delivery.kafka.adapter", "plain-client");

    private PlainClient() {}
}
