package io.deliverytracking.location.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * When the newest record of some partitions was sent.
 *
 * <p>Reading back "the last 30 s" means the last 30 s of the log, not of the wall clock: after an hour of standstill the map
 * shall come up as it was.
 */
final class LogTail {

    private final Admin admin;
    private final Duration timeout;

    LogTail(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** The greatest record time in milliseconds since the epoch, or nothing if all partitions are empty. */
    OptionalLong newestRecordTimeMs(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, OffsetSpec.maxTimestamp()));
        try {
            return admin.listOffsets(question).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS).values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .filter(timestamp -> timestamp >= 0)
                    .max();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the newest record", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot find the newest record of " + partitions, e);
        }
    }
}
