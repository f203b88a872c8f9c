package io.deliverytracking.broker.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.jspecify.annotations.Nullable;

/** What an idempotent producer remembers: its next sequence in each partition, and what was not answered there. */
final class IdempotentProducer {

    private static final int VALUE_BYTES = 60;

    private final long id;
    private final short epoch;
    private final Map<TopicPartition, Integer> nextSequences = new LinkedHashMap<>();
    private final Map<TopicPartition, Batch> unanswered = new LinkedHashMap<>();
    private final Map<TopicPartition, Batch> last = new LinkedHashMap<>();

    IdempotentProducer(long id, short epoch) {
        this.id = id;
        this.epoch = epoch;
    }

    Batch next(String name, String topic, int partition, int records, long nowMs, Compression compression) {
        TopicPartition to = new TopicPartition(topic, partition);
        int sequence = nextSequences.getOrDefault(to, 0);
        Batch batch = Batch.of(name, records, VALUE_BYTES, nowMs, compression, id, epoch, sequence);
        nextSequences.put(to, sequence + records);
        unanswered.put(to, batch);
        return batch;
    }

    /** What has to be sent again before anything else; null if nothing. */
    @Nullable
    Batch unanswered(String topic, int partition) {
        return unanswered.get(new TopicPartition(topic, partition));
    }

    /** The last batch that was acknowledged; null if none was. */
    @Nullable
    Batch last(String topic, int partition) {
        return last.get(new TopicPartition(topic, partition));
    }

    void onAnswered(String topic, int partition) {
        TopicPartition to = new TopicPartition(topic, partition);
        Batch answered = unanswered.remove(to);
        if (answered != null) {
            last.put(to, answered);
        }
    }
}
