package io.deliverytracking.broker.clients.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The application: orders (key: order, value: restaurant) counted by restaurant, in all and by minute.
 *
 * <p>Ownership: owns its threads until {@link #close()}; its state directory stays.
 */
final class OrderCounts implements AutoCloseable {

    static final String COUNTS = "orders-of-restaurant";
    static final String COUNTS_BY_MINUTE = "orders-of-restaurant-by-minute";
    static final String REGROUPED = "by-restaurant";

    private final KafkaStreams streams;
    private final AtomicLong restored = new AtomicLong();

    /** Starts an instance. Those with the same application id share the work. */
    OrderCounts(String bootstrapServers, String applicationId, String orders, Path stateDirectory) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 200);
        settings.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 60_000);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        streams = new KafkaStreams(topology(orders), settings);
        streams.setGlobalStateRestoreListener(new CountingRestore());
        streams.start();
    }

    static Topology topology(String orders) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, String> byRestaurant = builder.stream(
                        orders, Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((order, restaurant) -> restaurant, Grouped.with(REGROUPED, Serdes.String(), Serdes.String()));
        byRestaurant.count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(COUNTS)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()));
        byRestaurant
                // Regrouping mixes partitions that were read at different speeds: none of them may come too late.
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(1), Duration.ofHours(24)))
                .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(COUNTS_BY_MINUTE)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()));
        return builder.build();
    }

    /** Whether all its tasks run and their stores are up to date. */
    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Tasks that it has now, of all that the instances share. */
    int activeTasks() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }

    /** Records read from changelogs since its start. */
    long restored() {
        return restored.get();
    }

    /** What its own stores have; another instance has the rest. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        try (KeyValueIterator<String, Long> all = streams.store(
                        StoreQueryParameters.fromNameAndType(COUNTS, QueryableStoreTypes.<String, Long>keyValueStore()))
                .all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> entry = all.next();
                counts.put(entry.key, entry.value);
            }
        }
        return counts;
    }

    /** The same by {@code restaurant@start of the minute}. */
    Map<String, Long> countsByMinute() {
        Map<String, Long> counts = new TreeMap<>();
        try (KeyValueIterator<Windowed<String>, Long> all = streams.store(StoreQueryParameters.fromNameAndType(
                        COUNTS_BY_MINUTE, QueryableStoreTypes.<String, Long>windowStore()))
                .all()) {
            while (all.hasNext()) {
                KeyValue<Windowed<String>, Long> entry = all.next();
                counts.put(entry.key.key() + "@" + entry.key.window().start(), entry.value);
            }
        }
        return counts;
    }

    @Override
    public void close() {
        // Leaves the group, so that what it had is taken over at once rather than when its session ends.
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(60)));
    }

    /** Threading: called by the threads that restore. */
    private final class CountingRestore implements StateRestoreListener {
        @Override
        public void onRestoreStart(TopicPartition partition, String store, long startOffset, long endOffset) {}

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long count) {
            restored.addAndGet(count);
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long total) {}
    }
}
