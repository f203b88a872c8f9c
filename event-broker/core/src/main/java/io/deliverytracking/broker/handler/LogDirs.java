package io.deliverytracking.broker.handler;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * The directories in which this broker keeps its logs: what DescribeLogDirs tells.
 *
 * <p>Threading: the lane.
 */
@FunctionalInterface
public interface LogDirs {

    /** Every directory of {@code log.dirs}. */
    List<LogDir> describe();

    /** The size of a disk that is not known. */
    long UNKNOWN_BYTES = -1L;

    /**
     * One directory.
     *
     * @param path absolute
     * @param error {@code NONE}, or {@code KAFKA_STORAGE_ERROR} when the directory is offline
     * @param totalBytes of the disk, or {@link #UNKNOWN_BYTES}
     * @param usableBytes of the disk, or {@link #UNKNOWN_BYTES}
     * @param replicas every replica in it
     */
    record LogDir(String path, Errors error, long totalBytes, long usableBytes, List<Replica> replicas) {}

    /**
     * One replica in a directory.
     *
     * @param sizeBytes of all segments
     * @param offsetLag how far it is behind the high watermark, 0 on the leader
     */
    record Replica(String topic, int partition, long sizeBytes, long offsetLag) {}
}
