package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of the two brokers that are compared: how a process of it comes to be.
 *
 * <p>Threading: confined to the benchmark's thread.
 */
public interface BrokerUnderTest {

    /** As tables call it. */
    String name();

    /**
     * Gets ready what a start needs, and starts nothing: what this takes is not the broker's time.
     *
     * @param directory its data and its output; formatted by the start when it is empty
     */
    Launch prepare(Path directory, Formatting formatting) throws IOException;

    /** The same broker, with the heap that it needs for thousands of partitions, if that is more. */
    BrokerUnderTest withRoomForPartitions();

    /** The same broker without the HTTP interface that it has; empty where it has none. */
    Optional<BrokerUnderTest> withoutHttp();

    /** Whether its start has been recorded with this JVM and these flags, so that it starts from an archive. */
    boolean isRecorded() throws IOException;

    /**
     * Records how it starts.
     *
     * @param directory throw-away data
     * @param work      what it is given to do meanwhile
     */
    void record(Path directory, Work work) throws IOException;

    /** What a reader must know of the processes: flags and properties, without the class path. */
    List<String> settings() throws IOException;

    /** Something to do for a broker whose start is being recorded. */
    interface Work {
        void on(String bootstrapServers) throws IOException;
    }

    /** How an empty directory is formatted. */
    enum Formatting {
        /** By a command of its own, where the broker has one and its documentation says so: {@code kafka-storage format}. */
        AS_DOCUMENTED,
        /** Within the process that then serves: no user starts Apache Kafka so, but it is the quickest that it can be. */
        WITHIN
    }

    /** A start that may be timed. */
    interface Launch {

        /** Starts the process, after formatting where that is due; does not wait until it answers. */
        RunningBroker run() throws IOException;
    }
}
