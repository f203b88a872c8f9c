package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.TopicPartition;

/** Where the broker keeps a partition, and how much of it there is. Asks the first broker of a cluster. */
public final class LogDirs {

    private LogDirs() {}

    /** Bytes of the partition's segments. */
    public static long sizeInBytes(Stage stage, TopicPartition partition)
            throws InterruptedException, ExecutionException {
        return directories(stage).values().stream()
                .map(directory -> directory.replicaInfos().get(partition))
                .filter(Objects::nonNull)
                .mapToLong(ReplicaInfo::size)
                .sum();
    }

    /** The partition's folders, as the broker names them: they may be another machine's. */
    public static List<Path> folders(Stage stage, TopicPartition partition)
            throws InterruptedException, ExecutionException {
        return directories(stage).keySet().stream()
                .map(directory -> Path.of(directory, partition.topic() + "-" + partition.partition()))
                .toList();
    }

    private static Map<String, LogDirDescription> directories(Stage stage)
            throws InterruptedException, ExecutionException {
        int broker =
                stage.admin().describeCluster().nodes().get().iterator().next().id();
        return Objects.requireNonNull(stage.admin()
                .describeLogDirs(List.of(broker))
                .allDescriptions()
                .get()
                .get(broker));
    }
}
