package io.deliverytracking.broker.node;

import io.deliverytracking.broker.handler.LogDirs;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.protocol.Errors;

/**
 * The one log directory of this node, as DescribeLogDirs shows it.
 *
 * <p>Threading: confined to the lane.
 */
final class LocalLogDirs implements LogDirs {

    private static final long NO_LAG = 0;

    private final StorageDirectory directory;
    private final LogRegistry logs;

    LocalLogDirs(StorageDirectory directory, LogRegistry logs) {
        this.directory = directory;
        this.logs = logs;
    }

    @Override
    public List<LogDir> describe() {
        List<Replica> replicas = new ArrayList<>();
        for (PartitionLog log : logs.all()) {
            replicas.add(new Replica(
                    log.topicPartition().topic(), log.topicPartition().partition(), log.sizeInBytes(), NO_LAG));
        }
        return List.of(new LogDir(
                directory.path(), Errors.NONE, bytes(directory::totalBytes), bytes(directory::usableBytes), replicas));
    }

    private static long bytes(LongSupplier disk) {
        try {
            return disk.getAsLong();
        } catch (StorageException e) {
            return UNKNOWN_BYTES;
        }
    }
}
