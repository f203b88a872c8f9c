package io.deliverytracking.loadtest.application.way;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the application writes, and what sets that way apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WayOfWriting.DirectRow.class, name = "direct-row"),
    @JsonSubTypes.Type(value = WayOfWriting.DirectHibernate.class, name = "direct-hibernate"),
    @JsonSubTypes.Type(value = WayOfWriting.DirectBatch.class, name = "direct-batch"),
    @JsonSubTypes.Type(value = WayOfWriting.Log.class, name = "log")
})
public sealed interface WayOfWriting {

    /** A row a transaction, by JDBC. */
    record DirectRow(int poolSize) implements WayOfWriting {
        public DirectRow {
            requireRange("poolSize", poolSize, 1, MAX_POOL_SIZE);
        }
    }

    /** An entity a transaction, by Hibernate Reactive. */
    record DirectHibernate(int poolSize) implements WayOfWriting {
        public DirectHibernate {
            requireRange("poolSize", poolSize, 1, MAX_POOL_SIZE);
        }
    }

    /**
     * Rows gathered in the application's memory, and written together by JDBC.
     *
     * @param poolSize connections, each with a batch of its own
     * @param rows the most in a batch
     * @param gatherMs how long a batch waits for more rows after its first one
     */
    record DirectBatch(int poolSize, int rows, int gatherMs, Acknowledge acknowledge) implements WayOfWriting {
        public DirectBatch {
            requireRange("poolSize", poolSize, 1, MAX_POOL_SIZE);
            requireRange("rows", rows, 1, MAX_BATCH_ROWS);
            requireRange("gatherMs", gatherMs, 0, MAX_MS);
            if (acknowledge == null) {
                throw new IllegalArgumentException("acknowledge is missing: BEFORE_COMMIT or AFTER_COMMIT");
            }
        }
    }

    /** When whoever sent an event is told that it is safe. */
    enum Acknowledge {
        /** As soon as it is in memory: fast, and a lie when the process dies. */
        BEFORE_COMMIT,
        /** When its batch is committed. */
        AFTER_COMMIT
    }

    /**
     * To the log, by Kafka's own producer.
     *
     * @param acks as the producer's setting of that name: {@code all}, {@code 1} or {@code 0}
     */
    record Log(String topic, String acks, int lingerMs) implements WayOfWriting {
        public Log {
            if (topic == null || topic.isBlank()) {
                throw new IllegalArgumentException("topic is missing");
            }
            if (acks == null || !acks.matches("all|0|1")) {
                throw new IllegalArgumentException("acks " + acks + " is none of all, 1, 0");
            }
            requireRange("lingerMs", lingerMs, 0, MAX_MS);
        }
    }

    int MAX_POOL_SIZE = 1_000;
    int MAX_BATCH_ROWS = 1_000_000;
    int MAX_MS = 60_000;

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is outside of " + min + " to " + max);
        }
    }
}
