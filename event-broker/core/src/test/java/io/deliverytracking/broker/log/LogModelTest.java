package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, from a seed, against a list of what the log should hold. */
class LogModelTest {

    /** A record of the model: offsets are its indexes. */
    private record Entry(long timestampMs, int leaderEpoch, byte[] batch, long baseOffset, long lastOffset) {}

    private static final int STEPS = 400;

    private final List<Entry> model = new ArrayList<>();
    private long logStart;
    private int leaderEpoch;
    private Random random;
    private LogFixture fixture;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyHistoryOfAppendsReadsCutsAndRestartsMatchesTheModel(long seed) {
        random = new Random(seed);
        fixture = new LogFixture(
                "internal.segment.bytes",
                Integer.toString(300 + random.nextInt(3000)),
                "index.interval.bytes",
                Integer.toString(random.nextInt(300)),
                "retention.ms",
                "5000",
                "file.delete.delay.ms",
                "10",
                "message.timestamp.type",
                random.nextInt(4) == 0 ? "LogAppendTime" : "CreateTime");
        for (int step = 0; step < STEPS; step++) {
            try {
                step();
                check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
            }
        }
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0 -> truncate();
            case 1 -> advanceLogStart();
            case 2 -> retention();
            case 3 -> fixture.restart();
            case 4 -> fixture.crash();
            case 5 -> fixture.crash(new LogCheckpoint(0, logStart, false));
            case 6 -> fixture.log.flush();
            case 7 -> fixture.lane.runBackground();
            case 8 -> leaderEpoch += random.nextInt(3);
            case 9 -> fixture.log.onBecomeLeader(leaderEpoch);
            case 10 -> fixture.log.maybeRoll(fixture.lane.wallClockMs());
            default -> append();
        }
        fixture.lane.advance(random.nextInt(60));
    }

    private void append() {
        int count = 1 + random.nextInt(6);
        long now = fixture.lane.wallClockMs();
        long[] timestamps = new long[count];
        for (int i = 0; i < count; i++) {
            timestamps[i] = now - random.nextInt(1000);
        }
        TestBatches.Builder builder = TestBatches.of().timestamps(timestamps).valueSize(random.nextInt(60));
        if (random.nextInt(3) == 0) {
            builder.compressed();
        }
        RecordBatches batches = builder.build();

        AppendResult result = fixture.append(batches, leaderEpoch);

        assertThat(result.error()).isEqualTo(Errors.NONE);
        assertThat(result.baseOffset()).isEqualTo(model.size());
        boolean appendTime = fixture.config().timestampType().configValue().equals("LogAppendTime");
        byte[] bytes = new byte[batches.sizeInBytes()];
        batches.buffer().duplicate().get(bytes);
        for (int i = 0; i < count; i++) {
            model.add(new Entry(
                    appendTime ? now : timestamps[i], leaderEpoch, bytes, result.baseOffset(), result.lastOffset()));
        }
        assertThat(result.lastOffset()).isEqualTo(model.size() - 1L);
    }

    private void truncate() {
        if (random.nextInt(3) > 0) {
            return;
        }
        long target = logStart + random.nextInt((int) (model.size() - logStart) + 1);
        boolean changed = fixture.log.truncateTo(target);
        assertThat(changed).isEqualTo(target < model.size());
        // A batch goes as a whole.
        long end = target < model.size() ? model.get((int) target).baseOffset() : model.size();
        model.subList((int) end, model.size()).clear();
        logStart = Math.min(logStart, end);
    }

    private void advanceLogStart() {
        long target = logStart + random.nextInt((int) Math.min(20, model.size() - logStart + 1));
        fixture.log.advanceLogStartOffset(target);
        logStart = target;
    }

    private void retention() {
        long highWatermark = model.size() - random.nextInt((int) Math.min(10, model.size() - logStart + 1));
        List<SegmentInfo> before = fixture.log.segments();
        fixture.log.enforceRetention(fixture.lane.wallClockMs(), highWatermark);
        long start = fixture.log.logStartOffset();
        for (SegmentInfo segment : before) {
            if (segment.nextOffset() <= start && segment.largestTimestampMs() >= 0 && segment.nextOffset() > logStart) {
                assertThat(segment.nextOffset()).isLessThanOrEqualTo(highWatermark);
                assertThat(fixture.lane.wallClockMs() - segment.largestTimestampMs())
                        .isGreaterThan(5000);
            }
        }
        assertThat(start).isGreaterThanOrEqualTo(logStart);
        logStart = start;
    }

    private void check() {
        assertThat(fixture.log.logStartOffset()).isEqualTo(logStart);
        assertThat(fixture.log.logEndOffset()).isEqualTo(model.size());
        assertThat(fixture.log.read(logStart - 1, 1, Long.MAX_VALUE, true).error())
                .isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(fixture.log.read(model.size() + 1L, 1, Long.MAX_VALUE, true).error())
                .isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        if (logStart == model.size()) {
            assertThat(fixture.log.offsetForTimestamp(0)).isEmpty();
            return;
        }
        checkReadAt(logStart + random.nextInt((int) (model.size() - logStart)));
        checkTimestamps();
        checkEpochs();
    }

    private void checkReadAt(long offset) {
        Entry wanted = model.get((int) offset);
        long bound = offset + random.nextInt((int) (model.size() - offset) + 1);
        int maxBytes = random.nextInt(600);
        boolean minOne = random.nextBoolean();
        LogSlice slice = fixture.log.read(offset, maxBytes, bound, minOne);
        ByteBuffer bytes = slice.load().buffer();

        if (wanted.lastOffset() >= bound) {
            assertThat(bytes.remaining()).isZero();
            return;
        }
        if (maxBytes < wanted.batch().length && !minOne) {
            assertThat(bytes.remaining()).isZero();
            return;
        }
        // Whole batches, the first of which contains the offset, byte for byte.
        long next = offset;
        int first = bytes.position();
        while (bytes.hasRemaining()) {
            Entry entry = model.get((int) next);
            byte[] batch = new byte[entry.batch().length];
            bytes.get(batch);
            assertThat(batch).isEqualTo(entry.batch());
            assertThat(entry.lastOffset()).isLessThan(bound);
            next = entry.lastOffset() + 1;
        }
        int read = bytes.position() - first;
        assertThat(read).isPositive();
        assertThat(read <= maxBytes || (minOne && read == wanted.batch().length))
                .isTrue();
        if (!slice.isCold() && next < bound && next < model.size()) {
            Entry following = model.get((int) next);
            assertThat(following.lastOffset() >= bound || read + following.batch().length > maxBytes)
                    .as("it fits and is left out")
                    .isTrue();
        }
    }

    private void checkTimestamps() {
        long target = fixture.lane.wallClockMs() - random.nextInt(3000);
        assertThat(fixture.log.offsetForTimestamp(target)).isEqualTo(linearScan(target));
        long max = model.subList((int) logStart, model.size()).stream()
                .mapToLong(Entry::timestampMs)
                .max()
                .orElseThrow();
        assertThat(fixture.log.offsetOfMaxTimestamp()).isEqualTo(linearScan(max));
    }

    private Optional<TimestampOffset> linearScan(long timestampMs) {
        for (int offset = (int) logStart; offset < model.size(); offset++) {
            Entry entry = model.get(offset);
            if (entry.timestampMs() >= timestampMs) {
                return Optional.of(new TimestampOffset(entry.timestampMs(), offset, entry.leaderEpoch()));
            }
        }
        return Optional.empty();
    }

    private void checkEpochs() {
        int offset = (int) logStart + random.nextInt((int) (model.size() - logStart));
        int epoch = model.get(offset).leaderEpoch();
        assertThat(fixture.log.epochForOffset(offset)).hasValue(epoch);
        long end = offset;
        while (end < model.size() && model.get((int) end).leaderEpoch() == epoch) {
            end++;
        }
        assertThat(fixture.log.epochEndOffset(epoch)).isEqualTo(new EpochEndOffset(epoch, end));
    }
}
