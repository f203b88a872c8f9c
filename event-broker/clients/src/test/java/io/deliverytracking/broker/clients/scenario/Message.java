package io.deliverytracking.broker.clients.scenario;

import java.util.Map;

/**
 * What a client sends, in the terms that all of them share. Immutable.
 *
 * @param timestampMs of the record; a client that can't choose it leaves it to its clock
 */
record Message(String key, String value, Map<String, String> headers, long timestampMs) {

    Message {
        headers = Map.copyOf(headers);
    }

    Message(String key, String value) {
        this(key, value, Map.of(), 0);
    }

    /** For comparing with what a client sent that can't choose it. */
    Message withoutTimestamp() {
        return new Message(key, value, headers, 0);
    }
}
