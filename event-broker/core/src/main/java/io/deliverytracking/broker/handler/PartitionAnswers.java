package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.Errors;

/**
 * What the handlers that ask about one partition after another have in common: find it, check that it is led here, ask,
 * and say what a failed read means.
 *
 * <p>Threading: confined to the lane.
 */
final class PartitionAnswers {

    private final Partitions partitions;

    PartitionAnswers(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Asks the partition, or says why it can't be asked. */
    <T> T ask(
            String topic,
            int index,
            int currentLeaderEpoch,
            Function<? super Partition, ? extends T> question,
            BiFunction<? super Integer, ? super Errors, ? extends T> refusal) {
        Partition partition = partitions.find(topic, index);
        if (partition == null) {
            return refusal.apply(index, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        Errors error = partition.checkLeader(currentLeaderEpoch);
        if (error != Errors.NONE) {
            return refusal.apply(index, error);
        }
        try {
            return question.apply(partition);
        } catch (StorageException e) {
            return refusal.apply(index, partition.onReadFailed(e));
        } catch (KafkaException e) {
            // A compressed batch is taken unopened, and this one can't be opened.
            return refusal.apply(index, Errors.forException(e));
        }
    }
}
