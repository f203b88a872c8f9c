package io.deliverytracking.simulator.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.simulator.domain.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenLoopScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void ridersAreSpreadEvenlyOverTheInterval() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(4, 1.0, 100);
        assertThat(takeUntil(schedule, 100 + SECOND))
                .containsExactly("0@100", "1@250000100", "2@500000100", "3@750000100", "0@1000000100");
    }

    @Test
    void whatIsDueCountsWhetherTakenOrNot() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(100, 2.0, 0);
        assertThat(schedule.intended(-1)).isZero();
        assertThat(schedule.intended(0)).isEqualTo(1);
        assertThat(schedule.intended(SECOND - 1)).isEqualTo(200);
        schedule.take();
        schedule.take();
        assertThat(schedule.intended(SECOND - 1)).isEqualTo(200);
        assertThat(schedule.taken()).isEqualTo(2);
    }

    @Test
    void aStalledSenderDoesNotMoveIntendedTimes() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(10, 1.0, 0);
        // Nobody took anything for three seconds.
        assertThat(schedule.intended(3 * SECOND)).isEqualTo(31);
        assertThat(schedule.nextNs()).isZero();
        schedule.take();
        assertThat(schedule.nextNs()).isEqualTo(SECOND / 10);
    }

    @Test
    void aDayOfEventsDoesNotDrift() {
        // A third of a nanosecond's worth of rounding an event would be 2.9 seconds after a day.
        OpenLoopSchedule schedule = new OpenLoopSchedule(100_000, 0.9, 0);
        long day = 86_400 * SECOND;
        assertThat(schedule.intended(day - 1)).isEqualTo(7_776_000_000L);
    }

    @Test
    void aPauseIntendsNothingAndKeepsWhatIsOwed() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(10, 1.0, 0);
        schedule.take();
        schedule.pause(SECOND);
        assertThat(schedule.intended(100 * SECOND)).isEqualTo(10);
        assertThat(takeUntil(schedule, Workload.NEVER - 1)).hasSize(9);
        assertThat(schedule.nextNs()).isEqualTo(Workload.NEVER);
        assertThatThrownBy(schedule::take).isInstanceOf(IllegalStateException.class);

        schedule.resume(100 * SECOND);
        assertThat(schedule.nextNs()).isEqualTo(100 * SECOND);
        assertThat(schedule.intended(101 * SECOND - 1)).isEqualTo(20);
    }

    @Test
    void aNewRateHoldsFromItsInstantAndLeavesTheDebtAsItWas() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(10, 1.0, 0);
        schedule.change(10, 10.0, SECOND);
        // Ten owed at their old times, then a hundred a second.
        assertThat(schedule.intended(2 * SECOND - 1)).isEqualTo(110);
        List<String> taken = takeUntil(schedule, SECOND + SECOND / 100);
        assertThat(taken.subList(0, 2)).containsExactly("0@0", "1@100000000");
        assertThat(taken.subList(9, 12)).containsExactly("9@900000000", "0@1000000000", "1@1010000000");
    }

    @Test
    void fewerRidersTakeTurnsAmongThemselves() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(4, 1.0, 0);
        takeUntil(schedule, SECOND - 1);
        schedule.change(2, 1.0, SECOND);
        assertThat(takeUntil(schedule, 2 * SECOND)).containsExactly("0@1000000000", "1@1500000000", "0@2000000000");
        schedule.change(3, 1.0, 2 * SECOND + 1);
        assertThat(takeUntil(schedule, 3 * SECOND).stream().map(t -> t.charAt(0)))
                .containsExactly('1', '2', '0');
    }

    @Test
    void theEndIsExact() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(100, 1.0, 5);
        schedule.endAt(5 + 10 * SECOND);
        assertThat(schedule.intended(Workload.NEVER - 1)).isEqualTo(1_000);
        assertThat(takeUntil(schedule, Workload.NEVER - 1)).hasSize(1_000);
        assertThat(schedule.nextNs()).isEqualTo(Workload.NEVER);
    }

    @Test
    void neitherAChangeNorAResumeOutlivesTheEnd() {
        OpenLoopSchedule schedule = new OpenLoopSchedule(10, 1.0, 0);
        schedule.endAt(2 * SECOND);
        schedule.change(20, 1.0, SECOND);
        schedule.pause(SECOND + SECOND / 2);
        schedule.resume(3 * SECOND);
        assertThat(schedule.intended(100 * SECOND)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensEveryIntendedEventIsTakenOnceAndInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OpenLoopSchedule schedule = new OpenLoopSchedule(7, 3.3, 0);
        long now = 0;
        long last = 0;
        long taken = 0;
        long intended = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextLong(SECOND);
            switch (random.nextInt(6)) {
                case 0 -> schedule.change(1 + random.nextInt(20), 0.1 + random.nextDouble() * 5, now);
                case 1 -> schedule.pause(now);
                case 2 -> schedule.resume(now);
                default -> {
                    int most = random.nextInt(200);
                    while (most-- > 0 && schedule.nextNs() <= now) {
                        assertThat(schedule.nextNs()).isGreaterThanOrEqualTo(last);
                        last = schedule.nextNs();
                        schedule.take();
                        taken++;
                    }
                }
            }
            assertThat(schedule.intended(now)).isGreaterThanOrEqualTo(intended);
            intended = schedule.intended(now);
            assertThat(schedule.taken()).isEqualTo(taken).isLessThanOrEqualTo(intended);
        }
        taken += takeUntil(schedule, now).size();
        assertThat(taken).isEqualTo(schedule.intended(now));
    }

    private static List<String> takeUntil(OpenLoopSchedule schedule, long untilNs) {
        List<String> taken = new ArrayList<>();
        while (schedule.nextNs() <= untilNs) {
            long at = schedule.nextNs();
            taken.add(schedule.take() + "@" + at);
        }
        return taken;
    }
}
