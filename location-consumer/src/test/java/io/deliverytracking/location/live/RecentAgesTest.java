package io.deliverytracking.location.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentAgesTest {

    private final RecentAges ages = new RecentAges();

    @Test
    void quantilesAreOfTheLastTwentySecondsAtMost() {
        ages.turn(1_000_000);
        ages.add(100, 99);
        ages.add(5_000, 1);
        assertThat(ages.copy(1_000_000).getTotalCount()).isEqualTo(100);
        assertThat(ages.copy(1_000_000).getValueAtPercentile(99)).isEqualTo(100);
        ages.turn(1_010_000);
        ages.add(200, 100);
        assertThat(ages.copy(1_010_000).getTotalCount()).isEqualTo(200);
        assertThat(ages.copy(1_019_999).getTotalCount()).isEqualTo(200);
        assertThat(ages.copy(1_020_000).getTotalCount())
                .as("the first window is gone")
                .isEqualTo(100);
        assertThat(ages.copy(1_060_000).getTotalCount())
                .as("nobody was sent anything")
                .isZero();
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        ages.turn(1_000_000);
        ages.add(100, 1);
        assertThat(ages.copy(5_000).getTotalCount()).isZero();
        ages.add(100, 1);
        assertThat(ages.copy(6_000).getTotalCount()).isEqualTo(1);
    }
}
