package io.deliverytracking.location.domain;

import static io.deliverytracking.location.domain.Fixes.fixes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveMapTest {

    private static final Retention RETENTION =
            new Retention(Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofMinutes(15));

    private final LiveMap map = new LiveMap(100_000, RETENTION);

    @Test
    void showsTheLatestFixOfARider() {
        map.accept(fixes().rider(7, 1, 0, 10, 20).rider(7, 1, 1, 30, 40).batch());
        assertThat(map.rider(7)).hasValueSatisfying(rider -> {
            assertThat(rider.latitudeE7()).isEqualTo(30);
            assertThat(rider.longitudeE7()).isEqualTo(40);
            assertThat(rider.sequence()).isEqualTo(1);
        });
        assertThat(map.rider(8)).isEmpty();
    }

    @Test
    void aLateFixIsCountedAndNeverMovesTheDotBack() {
        map.accept(fixes().rider(7, 1, 5, 10, 20).rider(7, 1, 4, 99, 99).batch());
        assertThat(map.rider(7).orElseThrow().latitudeE7()).isEqualTo(10);
        assertThat(map.statistics().late()).isEqualTo(1);
    }

    @Test
    void aRepeatedFixIsCountedAsDuplicate() {
        map.accept(fixes().rider(7, 1, 5, 10, 20).rider(7, 1, 5, 10, 20).batch());
        assertThat(map.statistics().duplicates()).isEqualTo(1);
        assertThat(map.statistics().advanced()).isZero();
        assertThat(map.statistics().fixes()).isEqualTo(2);
    }

    @Test
    void aLaterSessionWinsThoughItsSequenceStartsAgain() {
        map.accept(fixes().rider(7, 1, 900, 10, 20)
                .rider(7, 2, 0, 30, 40)
                .rider(7, 1, 901, 50, 60)
                .batch());
        assertThat(map.rider(7).orElseThrow().session()).isEqualTo(2);
        assertThat(map.rider(7).orElseThrow().latitudeE7()).isEqualTo(30);
    }

    @Test
    void aRiderWhoseClockIsSetBackKeepsMoving() {
        map.accept(fixes().rider(7, 1, 0, 10, 20)
                .withEventTime(3_600_000)
                .rider(7, 1, 1, 30, 40)
                .withEventTime(5)
                .batch());
        assertThat(map.rider(7).orElseThrow().latitudeE7()).isEqualTo(30);
    }

    @Test
    void applyingAStretchOfTheLogAgainChangesNoPosition() {
        FixBatch stretch = fixes().rider(1, 1, 0, 1, 1)
                .rider(2, 1, 0, 2, 2)
                .rider(1, 1, 1, 3, 3)
                .batch();
        map.accept(stretch);
        List<RiderPosition> before =
                List.of(map.rider(1).orElseThrow(), map.rider(2).orElseThrow());
        map.accept(stretch);
        assertThat(List.of(map.rider(1).orElseThrow(), map.rider(2).orElseThrow()))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverTheOrderOfArrivalTheGreatestFixWins(long seed) {
        Random random = new Random(seed);
        int[] latest = new int[50];
        List<int[]> arrivals = new ArrayList<>();
        for (int rider = 1; rider < 50; rider++) {
            latest[rider] = 1 + random.nextInt(60);
            for (int sequence = 0; sequence <= latest[rider]; sequence++) {
                arrivals.add(new int[] {rider, sequence});
            }
        }
        Collections.shuffle(arrivals, random);
        Fixes fixes = fixes();
        for (int[] arrival : arrivals) {
            fixes.rider(arrival[0], 1, arrival[1], arrival[1] * 1_000, arrival[0]);
        }
        map.accept(fixes.batch());
        for (int rider = 1; rider < 50; rider++) {
            assertThat(map.rider(rider).orElseThrow().latitudeE7()).isEqualTo(latest[rider] * 1_000);
        }
        MapStatistics statistics = map.statistics();
        assertThat(statistics.riders() + statistics.advanced() + statistics.late() + statistics.duplicates())
                .isEqualTo(statistics.fixes());
    }

    @Test
    void aSilentRiderLeavesAndTheSlotIsUsedAgain() {
        map.accept(fixes().rider(1, 1, 0, 10, 10, 0)
                .rider(2, 1, 0, 20, 20, 600_001)
                .batch());
        map.evictSilent(Long.MAX_VALUE);
        assertThat(map.rider(1)).isEmpty();
        assertThat(map.rider(2)).isPresent();
        assertThat(map.statistics().evictedRiders()).isEqualTo(1);
        map.accept(fixes().rider(3, 1, 0, 30, 30, 600_002).batch());
        assertThat(map.rider(3).orElseThrow().latitudeE7()).isEqualTo(30);
        assertThat(map.ridersIn(new GeoBox(0, 0, 100, 100), 10).total()).isEqualTo(2);
    }

    @Test
    void nobodyLeavesWhileNoEventsCome() {
        map.accept(fixes().rider(1, 1, 0, 10, 10, 1_000).batch());
        map.evictSilent(Long.MAX_VALUE);
        assertThat(map.rider(1)).isPresent();
    }

    @Test
    void oneEventFromTheFutureDoesNotEmptyTheMap() {
        map.accept(fixes().rider(1, 1, 0, 10, 10, 1_000)
                .rider(2, 1, 0, 20, 20, 9_999_999_999L)
                .batch());
        map.evictSilent(2_000);
        assertThat(map.rider(1)).isPresent();
    }

    @Test
    void aLateFixIsASignOfLife() {
        map.accept(fixes().rider(1, 1, 9, 10, 10, 0)
                .rider(1, 1, 3, 10, 10, 500_000)
                .rider(2, 1, 0, 20, 20, 700_000)
                .batch());
        map.evictSilent(Long.MAX_VALUE);
        assertThat(map.rider(1)).isPresent();
    }

    @Test
    void theVersionRisesWithEveryChangeAndRestsOtherwise() {
        map.accept(fixes().rider(1, 1, 1, 10, 10).batch());
        long version = map.version();
        map.accept(fixes().rider(1, 1, 0, 10, 10).batch());
        assertThat(map.version()).isEqualTo(version);
        map.accept(fixes().rider(1, 1, 2, 10, 10).batch());
        assertThat(map.version()).isGreaterThan(version);
    }

    @Test
    void sparseRiderIdsCostNoMoreThanDenseOnes() {
        Fixes fixes = fixes();
        for (int i = 0; i < 10_000; i++) {
            fixes.rider(Integer.MAX_VALUE - i * 200_000, 1, 0, i, i);
        }
        map.accept(fixes.batch());
        assertThat(map.statistics().riders()).isEqualTo(10_000);
        assertThat(map.rider(Integer.MAX_VALUE - 9_999 * 200_000).orElseThrow().latitudeE7())
                .isEqualTo(9_999);
    }
}
