package io.deliverytracking.dbwriter.persistence.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrajectoryCodecTest {
    private final TrajectoryCodec codec = new TrajectoryCodec();

    @Test
    void anyFixesComeBackAsTheyWere() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Fixes fixes = fixes(random, random.nextInt(200), random.nextInt(64));

            assertThat(decoded(encoded(fixes))).hasToString(fixes.toString());
        }
    }

    @Test
    void extremesComeBackAsTheyWere() {
        Fixes fixes = new Fixes();
        long[] extremes = {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE};
        for (long extreme : extremes) {
            fixes.add();
            for (Column column : Column.values()) {
                fixes.set(column, extreme);
            }
        }

        assertThat(decoded(encoded(fixes))).hasToString(fixes.toString());
    }

    @Test
    void aTrailGoesOnInTheNextRow() {
        Random random = new Random(8);
        Fixes first = fixes(random, 60, 20);
        Fixes second = fixes(random, 59, 20);
        Fixes both = new Fixes();

        codec.decode(encoded(first), both);
        codec.decode(encoded(second), both);

        assertThat(both).hasToString(first.toString() + second);
    }

    @Test
    void aMinuteAtAnEvenPaceTakesAboutAByteAValueAndNoneForWhatStays() {
        Fixes fixes = new Fixes();
        for (int i = 0; i < 60; i++) {
            fixes.add();
            fixes.set(Column.RECORD_TIME, 1_800_000_000_000L + i * 1000L);
            fixes.set(Column.SESSION, 1_800_000_000_000L);
            fixes.set(Column.SEQUENCE, 17 + i);
        }

        assertThat(codec.encode(fixes)).isLessThan(60 * 9 + 60);
    }

    private Fixes decoded(byte[] bytes) {
        Fixes fixes = new Fixes();
        codec.decode(bytes, fixes);
        return fixes;
    }

    private byte[] encoded(Fixes fixes) {
        int length = codec.encode(fixes);
        return Arrays.copyOf(codec.buffer(), length);
    }

    /** Numbers of up to so many bits, which stay as they were now and then. */
    private static Fixes fixes(Random random, int count, int bits) {
        Fixes fixes = new Fixes();
        for (int i = 0; i < count; i++) {
            fixes.add();
            for (Column column : Column.values()) {
                boolean stays = i > 0 && random.nextInt(3) > 0;
                fixes.set(column, stays ? fixes.get(column, i - 1) : random.nextLong() >> 63 - bits);
            }
        }
        return fixes;
    }
}
