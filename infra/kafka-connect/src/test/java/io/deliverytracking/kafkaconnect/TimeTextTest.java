package io.deliverytracking.kafkaconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    private final TimeText text = new TimeText();

    @Test
    void momentsOfOneSecondDifferInTheirMilliseconds() {
        long second = Instant.parse("2026-11-22T19:00:05Z").toEpochMilli();
        assertThat(text.of(second)).isEqualTo("2026-11-22T19:00:05.000Z");
        assertThat(text.of(second + 7)).isEqualTo("2026-11-22T19:00:05.007Z");
        assertThat(text.of(second + 999)).isEqualTo("2026-11-22T19:00:05.999Z");
        assertThat(text.of(second + 1_000)).isEqualTo("2026-11-22T19:00:06.000Z");
    }

    @Test
    void aMinuteWithoutSecondsHasThem() {
        assertThat(text.of(Instant.parse("2026-11-22T19:00:00Z").toEpochMilli()))
                .isEqualTo("2026-11-22T19:00:00.000Z");
    }

    @Test
    void everyMomentReadsAsItself() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            // Back and forth over 1970, and often within a second.
            long epochMs = random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L);
            assertThat(Instant.parse(text.of(epochMs)).toEpochMilli()).isEqualTo(epochMs);
            assertThat(Instant.parse(text.of(epochMs + 1)).toEpochMilli()).isEqualTo(epochMs + 1);
        }
    }
}
