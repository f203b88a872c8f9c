package io.deliverytracking.broker.metadata;

import java.util.List;

/**
 * What an operation comes to: the records that change the metadata, and the answer to give once they
 * are durable.
 *
 * @param records may be empty: then the answer waits only for what earlier decisions appended
 * @param answer for whoever asked
 */
public record Decision<T>(List<MetadataRecord> records, T answer) {

    public Decision {
        records = List.copyOf(records);
    }

    /** Nothing changes. */
    public static <T> Decision<T> unchanged(T answer) {
        return new Decision<>(List.of(), answer);
    }
}
