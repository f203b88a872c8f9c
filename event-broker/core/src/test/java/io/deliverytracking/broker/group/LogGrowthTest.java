package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogGrowthTest {

    private static final int SMALLEST = 100;

    private long live;
    private int counted;
    private final LogGrowth growth = new LogGrowth(SMALLEST, () -> {
        counted++;
        return live;
    });

    /** Writes one record after the other until it is time; returns how many. */
    private int recordsUntilItIsTime(int livesLessEach) {
        for (int records = 1; records <= 1_000_000; records++) {
            live -= livesLessEach;
            growth.onWritten(1);
            if (growth.isTime()) {
                return records;
            }
        }
        throw new AssertionError("never");
    }

    @Test
    void itIsTimeAtFourRecordsForEachThatLives() {
        live = 60_000;

        assertThat(recordsUntilItIsTime(0)).isEqualTo(240_000);
    }

    @Test
    void itIsNeverTimeForAShortLog() {
        live = 1;

        assertThat(recordsUntilItIsTime(0)).isEqualTo(SMALLEST);
    }

    @Test
    void whatLivesIsCountedRarely() {
        live = 60_000;

        recordsUntilItIsTime(0);

        assertThat(counted).isLessThan(100);
    }

    @Test
    void itIsTimeAtOnceWhenEverythingEnds() {
        live = 60_000;

        // r >= 4 (60,000 - r)
        assertThat(recordsUntilItIsTime(1)).isEqualTo(48_000);
    }

    @Test
    void afterwardsItCountsAnew() {
        live = 60_000;
        recordsUntilItIsTime(0);
        growth.beginAnew();
        live = 50;

        assertThat(recordsUntilItIsTime(0)).isEqualTo(200);
    }
}
