package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogDirectory;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import io.deliverytracking.broker.port.ManualLane;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.jspecify.annotations.Nullable;

/** A compacted partition on a disk in memory, with its cleaner, and clock and background work in the test's hand. */
final class CompactionFixture {

    static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    static final String HOME = "orders-0";
    static final long START_MS = 1_700_000_000_000L;
    static final Uuid TOPIC_ID = new Uuid(1, 2);

    final MemoryStorage disk;
    final ManualLane lane;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final CleanerConfig cleanerConfig;
    private final UnaryOperator<StorageDirectory> wrapper;
    LogRegistry logs;
    LogCleaner cleaner;
    PartitionLog log;

    CompactionFixture(String... properties) {
        this(new MemoryStorage(), CleanerConfig.DEFAULT, UnaryOperator.identity(), START_MS, properties);
    }

    CompactionFixture(CleanerConfig cleanerConfig, String... properties) {
        this(new MemoryStorage(), cleanerConfig, UnaryOperator.identity(), START_MS, properties);
    }

    /** Opens what is on {@code disk}, through {@code wrapper}. */
    CompactionFixture(
            MemoryStorage disk,
            CleanerConfig cleanerConfig,
            UnaryOperator<StorageDirectory> wrapper,
            long nowMs,
            String... properties) {
        this.disk = disk;
        this.cleanerConfig = cleanerConfig;
        this.wrapper = wrapper;
        this.lane = new ManualLane(nowMs, new Random(1));
        set("cleanup.policy", "compact", "internal.segment.bytes", "600", "index.interval.bytes", "100");
        set(properties);
        open();
    }

    private void set(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
    }

    LogConfig config() {
        return LogConfig.fromProperties(properties);
    }

    /** Changes topic properties, as IncrementalAlterConfigs does. */
    void reconfigure(String... pairs) {
        set(pairs);
        log.updateConfig(config());
    }

    private void open() {
        disk.setNowMs(lane.wallClockMs());
        LogServices services = new LogServices(lane, lane, lane, lane);
        LogDirectory directory = LogDirectory.open(wrapper.apply(disk.directory()), 1, null, lane);
        logs = LogRegistry.open(directory, config(), 86_400_000, services);
        log = create(PARTITION, TOPIC_ID);
        cleaner = new LogCleaner(
                cleanerConfig,
                logs,
                services,
                partition -> Objects.requireNonNull(logs.find(partition)).logEndOffset(),
                partition -> true);
    }

    PartitionLog create(TopicPartition partition, Uuid topicId) {
        PartitionLog created = logs.getOrCreate(partition, topicId, config());
        logs.forceNew();
        return created;
    }

    /** kill -9, and a new start. */
    void crash() {
        logs.kill();
        disk.kill();
        lane.kill();
        open();
    }

    /** A clean stop, and a new start. */
    void restart() {
        cleaner.stop();
        logs.close();
        disk.kill();
        lane.kill();
        open();
    }

    AppendResult append(RecordBatches batches) {
        return log.append(batches, AppendOrigin.CLIENT, 0, lane.wallClockMs());
    }

    /** Appends one record in a batch of its own. */
    AppendResult append(String key, @Nullable String value) {
        return append(KeyedBatches.of().add(key, value, lane.wallClockMs()).build());
    }

    /** Appends a record for each key, and that so often; values are counted. */
    void appendRounds(int rounds, String... keys) {
        for (int i = 0; i < rounds; i++) {
            for (String key : keys) {
                append(key, key + i);
            }
            lane.advance(1);
        }
    }

    /** Seals what there is: the next append goes into a new segment. */
    void roll() {
        reconfigure("segment.ms", "1");
        lane.advance(5);
        log.maybeRoll(lane.wallClockMs());
        reconfigure("segment.ms", "604800000");
        lane.runBackground();
    }

    /** Lets the cleaner look and do all there is to do. */
    void clean() {
        cleaner.cleanDue();
        lane.runBackground();
    }

    /** Lets the cleaner look, and do so many steps of what there is to do, if there are as many. */
    void cleanAFew(int steps) {
        cleaner.cleanDue();
        for (int i = 0; i < steps; i++) {
            lane.runOne();
        }
    }

    /** Every record from {@code offset} to the end, in slices. */
    List<Read> read(long offset) {
        List<Read> records = new ArrayList<>();
        long next = offset;
        while (next < log.logEndOffset()) {
            ByteBuffer bytes = log.read(next, 400, Long.MAX_VALUE, true).load().buffer();
            if (!bytes.hasRemaining()) {
                throw new AssertionError("nothing to read at " + next + " of " + log);
            }
            for (Read each : KeyedBatches.read(bytes)) {
                if (each.offset() >= offset) {
                    records.add(each);
                }
            }
            next = endOf(bytes);
        }
        return records;
    }

    /** Every batch from {@code offset} on. */
    static void forEachBatch(PartitionLog log, long offset, Consumer<MutableRecordBatch> visitor) {
        long next = offset;
        while (next < log.logEndOffset()) {
            ByteBuffer bytes = log.read(next, 400, Long.MAX_VALUE, true).load().buffer();
            if (!bytes.hasRemaining()) {
                throw new AssertionError("nothing to read at " + next + " of " + log);
            }
            KeyedBatches.batches(bytes).forEach(visitor);
            next = endOf(bytes);
        }
    }

    private static long endOf(ByteBuffer bytes) {
        long end = -1;
        for (MutableRecordBatch batch : KeyedBatches.batches(bytes)) {
            end = batch.nextOffset();
        }
        return end;
    }

    /** What a reader of everything knows in the end: the latest value of each key that has one. */
    static Map<String, String> latest(List<Read> records) {
        Map<String, String> latest = new TreeMap<>();
        for (Read record : records) {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), record.value());
            }
        }
        return latest;
    }

    List<String> files() {
        return disk.directory().directory(HOME).files();
    }
}
