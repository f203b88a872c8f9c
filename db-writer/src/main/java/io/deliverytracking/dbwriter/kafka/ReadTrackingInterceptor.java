package io.deliverytracking.dbwriter.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells the {@link ReadTracker} of every poll, inside of the poll: the only place that is certainly in order with
 * seeks and rebalances.
 *
 * <p>The client swallows what an interceptor throws, and a poll that the tracker missed would look like a gap in the
 * log. So a failure is handed to the {@link LoudStop} that came with the tracker.
 *
 * <p>Public, with a public constructor, because the client makes it by name.
 */
public final class ReadTrackingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    static final String TRACKER = "delivery.read.tracker";
    static final String LOUD_STOP = "delivery.loud.stop";

    private ReadTracker tracker = new ReadTracker();
    private LoudStop loudStop = failure -> {};

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(TRACKER) instanceof ReadTracker given && configs.get(LOUD_STOP) instanceof LoudStop stop) {
            tracker = given;
            loudStop = stop;
        } else {
            throw new IllegalStateException("no tracker in the consumer's configuration");
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        try {
            tracker.onPolled(records);
        } catch (RuntimeException e) {
            loudStop.stop(e);
            throw e;
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits to Kafka are for display.
    }

    @Override
    public void close() {
        // Owns nothing.
    }
}
