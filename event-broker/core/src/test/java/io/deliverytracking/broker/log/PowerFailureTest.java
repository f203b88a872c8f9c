package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.RecordBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine loses power: what was forced is there, and what wasn't is there as a prefix or not at all. */
class PowerFailureTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatWasForcedSurvivesAndTheRestIsAPrefix(long seed) {
        Random random = new Random(seed);
        LogFixture fixture = new LogFixture(
                "internal.segment.bytes", Integer.toString(300 + random.nextInt(2000)), "index.interval.bytes", "50");
        List<byte[]> appended = new ArrayList<>();
        for (int round = 0; round < 25; round++) {
            int steps = random.nextInt(30);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(12)) {
                    case 0 -> fixture.log.flush();
                    case 1 -> fixture.lane.runBackground();
                    default -> append(fixture, appended, random);
                }
            }
            long forced = fixture.log.recoveryPoint();
            fixture.disk.powerFailure(random);
            fixture.crash(new LogCheckpoint(forced, 0, false));

            long end = fixture.log.logEndOffset();
            assertThat(end).as("seed %d, round %d", seed, round).isBetween(forced, (long) appended.size());
            appended.subList((int) end, appended.size()).clear();
            for (int offset = 0; offset < end; offset++) {
                byte[] bytes = bytesOf(
                        fixture.log.read(offset, 1, Long.MAX_VALUE, true).load());
                assertThat(bytes).as("seed %d, offset %d", seed, offset).isEqualTo(appended.get(offset));
            }
            // The next power failure may not take what this recovery showed to readers below its recovery point.
            fixture.log.flush();
        }
    }

    private static void append(LogFixture fixture, List<byte[]> appended, Random random) {
        int count = 1 + random.nextInt(3);
        RecordBatches batches = TestBatches.of()
                .records(count)
                .valueSize(random.nextInt(100))
                .timestamp(fixture.lane.wallClockMs())
                .build();
        fixture.append(
                batches,
                random.nextInt(50) == 0
                        ? fixture.log.latestEpoch().orElse(0) + 1
                        : fixture.log.latestEpoch().orElse(0));
        for (int i = 0; i < count; i++) {
            appended.add(bytesOf(batches));
        }
        fixture.lane.advance(0);
    }

    private static byte[] bytesOf(RecordBatches batches) {
        byte[] bytes = new byte[batches.sizeInBytes()];
        batches.buffer().duplicate().get(bytes);
        return bytes;
    }
}
