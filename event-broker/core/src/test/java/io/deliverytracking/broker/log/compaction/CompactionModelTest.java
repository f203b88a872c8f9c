package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories, from a seed, against a list of everything that was ever appended: appends of every codec, tombstones,
 * idempotent producers, rounds of compaction whose steps are interleaved with all the rest, retention, deletions, restarts and
 * kills.
 */
class CompactionModelTest {

    private static final int STEPS = 500;
    private static final long DELETE_RETENTION_MS = 60_000;
    /** What a round may take on the clock of this test, between looking at a tombstone and swapping what it deletes. */
    private static final long SLACK_MS = 30_000;

    private static final CompressionType[] CODECS = CompressionType.values();

    /** A consumer that reads slowly from the start to the end. */
    private static final class Reader {
        private final long startedMs;
        private final Map<String, String> view = new TreeMap<>();
        private long position;

        Reader(long startedMs, long position) {
            this.startedMs = startedMs;
            this.position = position;
        }
    }

    /** A producer with the last batch it sent. */
    private static final class Producer {
        private int nextSequence;
        private KeyedBatches lastBatch;
        private long lastBaseOffset;
    }

    private final List<Read> model = new ArrayList<>();
    private final Map<Long, Producer> producers = new HashMap<>();
    private Random random;
    private CompactionFixture fixture;
    private long logStart;
    private boolean retention;
    private Reader reader;
    private int readersDone;

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    @Tag("long")
    void soDoOthers(long seed) {
        everyHistoryKeepsTheLatestOfEachKeyAndShowsEveryDeletion(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyHistoryKeepsTheLatestOfEachKeyAndShowsEveryDeletion(long seed) {
        random = new Random(seed);
        retention = seed % 4 == 0;
        fixture = new CompactionFixture(
                new CleanerConfig(true, 15_000, 24L * (2 + random.nextInt(40)), 0.9, random.nextBoolean() ? 1e4 : 1e9),
                "internal.segment.bytes",
                Integer.toString(400 + random.nextInt(2000)),
                "cleanup.policy",
                retention ? "compact,delete" : "compact",
                "retention.ms",
                "100000",
                "delete.retention.ms",
                Long.toString(DELETE_RETENTION_MS),
                "min.cleanable.dirty.ratio",
                random.nextBoolean() ? "0.01" : "0.5",
                "max.compaction.lag.ms",
                random.nextBoolean() ? "20000" : Long.toString(Long.MAX_VALUE),
                "min.compaction.lag.ms",
                random.nextBoolean() ? "3000" : "0",
                "file.delete.delay.ms",
                "1000");
        startReader();
        for (int step = 0; step < STEPS; step++) {
            try {
                step();
                check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
            }
        }
        assertThat(fixture.cleaner.facts().uncleanable()).isEmpty();
        if (!retention) {
            assertThat(readersDone).as("readers that came to the end in time").isPositive();
        }
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> fixture.cleaner.cleanDue();
            case 3, 4, 5, 6 -> fixture.lane.runOne();
            case 7 -> fixture.clean();
            case 8 -> deleteRecords();
            case 9 -> retire();
            case 10 -> restart();
            case 11 -> fixture.logs.checkpoint();
            case 12 -> fixture.lane.pass(random.nextInt(3000));
            case 13 -> fixture.log.maybeRoll(fixture.lane.wallClockMs());
            default -> append();
        }
        fixture.lane.pass(random.nextInt(20));
        readOn();
    }

    private void append() {
        KeyedBatches batch = KeyedBatches.of().compressed(CODECS[random.nextInt(CODECS.length)]);
        long producerId = random.nextInt(4) - 1L;
        Producer producer = producers.computeIfAbsent(producerId, id -> new Producer());
        int count = 1 + random.nextInt(5);
        long now = fixture.lane.wallClockMs();
        if (producerId >= 0) {
            batch.producer(producerId, producer.nextSequence);
            producer.nextSequence += count;
        }
        for (int i = 0; i < count; i++) {
            Read record = new Read(
                    model.size(),
                    "key" + random.nextInt(12),
                    random.nextInt(4) == 0 ? null : "value " + model.size(),
                    now - random.nextInt(500));
            model.add(record);
            batch.add(record.key(), record.value(), record.timestampMs());
        }
        AppendResult result = fixture.append(batch.build());
        assertThat(result.lastOffset()).isEqualTo(model.size() - 1L);
        producer.lastBatch = batch;
        producer.lastBaseOffset = result.baseOffset();
    }

    private void deleteRecords() {
        if (random.nextInt(4) == 0) {
            fixture.log.advanceLogStartOffset(
                    logStart + random.nextInt((int) Math.min(9, model.size() - logStart + 1)));
            logStart = fixture.log.logStartOffset();
            // As DeleteRecords does before it answers.
            fixture.logs.checkpoint();
            fixture.lane.runBackground();
        }
    }

    private void retire() {
        fixture.log.enforceRetention(fixture.lane.wallClockMs(), model.size());
        assertThat(fixture.log.logStartOffset()).isGreaterThanOrEqualTo(logStart);
        if (!retention) {
            assertThat(fixture.log.logStartOffset()).isEqualTo(logStart);
        }
        logStart = fixture.log.logStartOffset();
    }

    private void restart() {
        if (random.nextBoolean()) {
            fixture.restart();
        } else {
            fixture.crash();
        }
        assertThat(fixture.log.recovery().isCut()).isFalse();
        producers.forEach((id, producer) -> {
            if (id >= 0) {
                AppendResult again = fixture.append(producer.lastBatch.build());
                assertThat(again.duplicate())
                        .as("the last batch of producer %d", id)
                        .isTrue();
                assertThat(again.baseOffset()).isEqualTo(producer.lastBaseOffset);
            }
        });
    }

    // ---- the slow reader -----------------------------------------------------------------------------------------

    private void startReader() {
        reader = new Reader(fixture.lane.wallClockMs(), logStart);
    }

    private void readOn() {
        boolean tooLate = fixture.lane.wallClockMs() - reader.startedMs > DELETE_RETENTION_MS - SLACK_MS;
        // What retention and DeleteRecords take away is no business of compaction.
        if (tooLate || retention || reader.position < logStart) {
            startReader();
            return;
        }
        if (random.nextInt(4) > 0 || reader.position == model.size()) {
            return;
        }
        RecordBatches slice = fixture.log
                .read(reader.position, 200 + random.nextInt(1500), Long.MAX_VALUE, true)
                .load();
        ByteBuffer bytes = slice.buffer();
        for (Read record : KeyedBatches.read(bytes)) {
            if (record.offset() >= reader.position) {
                if (record.value() == null) {
                    reader.view.remove(record.key());
                } else {
                    reader.view.put(record.key(), record.value());
                }
            }
        }
        KeyedBatches.batches(bytes).forEach(batch -> reader.position = batch.nextOffset());
        if (reader.position == model.size()) {
            if (logStart == 0) {
                assertThat(reader.view).as("what a reader knows").isEqualTo(CompactionFixture.latest(model));
            }
            readersDone++;
            startReader();
        }
    }

    // ---- the log -------------------------------------------------------------------------------------------------

    private void check() {
        assertThat(fixture.log.logStartOffset()).isEqualTo(logStart);
        assertThat(fixture.log.logEndOffset()).isEqualTo(model.size());
        List<Read> all = fixture.read(logStart);
        long last = -1;
        for (Read record : all) {
            assertThat(record).isEqualTo(model.get((int) record.offset()));
            assertThat(record.offset()).isGreaterThan(last);
            last = record.offset();
        }
        assertThat(CompactionFixture.latest(all)).isEqualTo(latestFrom(logStart));
        long from = logStart + random.nextInt((int) (model.size() - logStart) + 1);
        assertThat(fixture.read(from))
                .isEqualTo(
                        all.stream().filter(record -> record.offset() >= from).toList());
        checkTimestamps(all);
        checkClean(all);
    }

    /** Of the keys whose latest record is there at all. */
    private Map<String, String> latestFrom(long start) {
        Map<String, Read> latest = new TreeMap<>();
        model.forEach(record -> latest.put(record.key(), record));
        Map<String, String> values = new TreeMap<>();
        latest.forEach((key, record) -> {
            if (record.offset() >= start && record.value() != null) {
                values.put(key, record.value());
            }
        });
        return values;
    }

    private void checkTimestamps(List<Read> all) {
        long max = all.stream().mapToLong(Read::timestampMs).max().orElse(-1);
        assertThat(fixture.log.offsetOfMaxTimestamp().map(found -> found.timestampMs()))
                .isEqualTo(max < 0 ? Optional.empty() : Optional.of(max));
        long target = fixture.lane.wallClockMs() - random.nextInt(20_000);
        assertThat(fixture.log.offsetForTimestamp(target).map(found -> found.offset()))
                .isEqualTo(all.stream()
                        .filter(record -> record.timestampMs() >= target)
                        .map(Read::offset)
                        .findFirst());
    }

    /** Below the cleaner's checkpoint no key has two records. */
    private void checkClean(List<Read> all) {
        long cleanedUpTo = fixture.log.compaction().cleanedUpTo();
        List<String> keys = all.stream()
                .filter(record -> record.offset() < cleanedUpTo)
                .map(Read::key)
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }
}
