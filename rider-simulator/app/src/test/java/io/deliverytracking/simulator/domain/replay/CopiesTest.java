package io.deliverytracking.simulator.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.traces.Bounds;
import io.deliverytracking.traces.Trace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopiesTest {

    /** Two riders who report in step every five seconds, one going north, one east. */
    private final Trace trace = trace(20);

    @Test
    void theFirstCopyIsTheTraceItself() {
        Copies copies = new Copies(trace, 10, 100);
        assertThat(copies.shiftMs(0)).isZero();
        for (int index = 0; index < trace.size(); index++) {
            Fix fix = read(copies, 0, index);
            assertThat(fix.latitudeE7).isEqualTo(trace.latitudeE7(index));
            assertThat(fix.longitudeE7).isEqualTo(trace.longitudeE7(index));
            assertThat(fix.riderId).isEqualTo(trace.riderId(trace.rider(index)));
        }
    }

    @Test
    void everyRiderHasAnIdOfItsOwnAndThoseOfTheTraceKeepTheirs() {
        Copies copies = new Copies(trace, 9, 100);
        assertThat(IntStream.range(0, 9).map(copies::riderId).toArray()).containsExactly(7, 3, 1, 2, 4, 5, 6, 8, 9);
    }

    @Test
    void aCopyMovesAsTheOriginalDoes() {
        Copies copies = new Copies(trace, 2 * 50, 100);
        for (int copy = 1; copy < copies.count(); copy++) {
            Fix from = read(copies, copy, 0);
            Fix to = read(copies, copy, trace.size() - 2);
            assertThat(to.rider).isEqualTo(from.rider);
            assertThat(to.latitudeE7 - from.latitudeE7)
                    .isEqualTo(trace.latitudeE7(trace.size() - 2) - trace.latitudeE7(0));
            assertThat(to.longitudeE7 - from.longitudeE7)
                    .isEqualTo(trace.longitudeE7(trace.size() - 2) - trace.longitudeE7(0));
            assertThat(to.speedCmS).isEqualTo(trace.speedCmS(trace.size() - 2));
        }
    }

    @Test
    void copiesAreApartAndFillADisc() {
        Copies copies = new Copies(trace, 2 * 200, 100);
        double nearest = Double.MAX_VALUE;
        double farthest = 0;
        for (int one = 0; one < copies.count(); one++) {
            for (int other = 0; other < one; other++) {
                nearest = Math.min(nearest, distanceM(read(copies, one, 0), read(copies, other, 0)));
            }
            farthest = Math.max(farthest, distanceM(read(copies, one, 0), read(copies, 0, 0)));
        }
        assertThat(nearest).isBetween(90.0, 200.0);
        assertThat(farthest).isCloseTo(100 * Math.sqrt(199), within(5.0));
    }

    @Test
    void ridersWhoReportInStepBecomeAnEvenLoad() {
        Copies copies = new Copies(trace, 2 * 1_000, 100);
        int[] perHalfSecond = new int[10];
        for (int copy = 0; copy < copies.count(); copy++) {
            perHalfSecond[copies.shiftMs(copy) % 5_000 / 500]++;
        }
        assertThat(Arrays.stream(perHalfSecond).min().orElse(0)).isGreaterThan(90);
        assertThat(Arrays.stream(perHalfSecond).max().orElse(0)).isLessThan(110);
        assertThat(IntStream.range(0, 1_000).map(copies::shiftMs).max().orElse(0))
                .isBetween(49_000, 49_999);
    }

    @Test
    void theLastCopyMayBeInPart() {
        Copies copies = new Copies(trace, 5, 100);
        assertThat(copies.count()).isEqualTo(3);
        assertThat(copies.size()).isEqualTo(20 + 20 + 10);
        Set<Integer> riders = new HashSet<>();
        for (int index = 0; index < copies.size(2); index++) {
            riders.add(read(copies, 2, index).rider);
        }
        assertThat(riders).containsExactly(4);
    }

    @Test
    void fewerRidersThanTheTraceHasAreItsFirst() {
        Replay replay = Replay.of(trace, new ReplaySettings(1, false, OptionalInt.of(1), 1, 100), 100);
        assertThat(replay.copies().size()).isEqualTo(10);
        assertThat(read(replay.copies(), 0, 9).riderId).isEqualTo(7);
    }

    @Test
    void theBoundsHoldEveryFixOfEveryCopy() {
        Copies copies = new Copies(trace, 2 * 30, 500);
        Bounds bounds = copies.bounds();
        Bounds exact = trace.report().bounds();
        for (int copy = 0; copy < copies.count(); copy++) {
            for (int index = 0; index < copies.size(copy); index++) {
                Fix fix = read(copies, copy, index);
                assertThat(bounds.and(fix.latitudeE7, fix.longitudeE7)).isEqualTo(bounds);
                exact = exact.and(fix.latitudeE7, fix.longitudeE7);
            }
        }
        assertThat(bounds).isEqualTo(exact);
    }

    @Test
    void nobodyIsMovedOffTheGlobe() {
        Trace edge = Traces.of("id,time,lat,lon\n1,1700000000,89.99,179.9999\n2,1700000000,-89.99,-179.9999\n");
        Copies copies = new Copies(edge, 4_000, 1_000);
        for (int copy = 0; copy < copies.count(); copy++) {
            for (int index = 0; index < 2; index++) {
                Fix fix = read(copies, copy, index);
                assertThat(Math.abs(fix.latitudeE7)).isLessThanOrEqualTo(900_000_000);
                assertThat(Math.abs(fix.longitudeE7)).isLessThanOrEqualTo(1_800_000_000);
            }
        }
    }

    @Test
    void moreRidersThanPossibleAreRefusedWithTheirNumber() {
        assertThatThrownBy(() -> Replay.of(trace, new ReplaySettings(1, false, OptionalInt.empty(), 51, 100), 100))
                .hasMessage("102 riders (the trace has 2) are outside of 1 to 100");
    }

    private static Trace trace(int rows) {
        StringBuilder text = new StringBuilder("id,time,lat,lon\n");
        for (int row = 0; row < rows; row++) {
            int step = row / 2;
            text.append(row % 2 == 0 ? "7," : "3,")
                    .append(1_700_000_000 + 5 * step)
                    .append(",52.5");
            text.append(row % 2 == 0 ? "0" + step : "00").append(",13.4");
            text.append(row % 2 == 0 ? "00" : "0" + step).append('\n');
        }
        return Traces.of(text.toString());
    }

    private static Fix read(Copies copies, int copy, int index) {
        Fix fix = new Fix();
        copies.read(copy, index, fix);
        return fix;
    }

    private static double distanceM(Fix one, Fix other) {
        double north = (one.latitudeE7 - other.latitudeE7) * 0.0111195;
        double east = (one.longitudeE7 - other.longitudeE7) * 0.0111195 * Math.cos(Math.toRadians(52.5));
        return Math.hypot(north, east);
    }
}
