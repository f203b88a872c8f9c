package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.RowOf;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.SpeedUnit;
import io.deliverytracking.traces.Trace;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Places and speeds in the units that files have them in. */
class CsvMotionTest extends CsvReading {

    @Test
    void metresAreCountedFromTheOriginAndARelativeClockFromTheStart() {
        options.origin("40.4,-3.7").start("2022-06-01T09:00:00Z");
        Trace trace = read("""
                timestamp,x,y,groundtruth
                1964-01-12 00:00:05.013000011,1112,-111.195,Driving
                1964-01-12 00:00:00.000000000,0,0,OnFoot
                """);
        assertThat(trace.report().unreadable()).isEmpty();
        RowOf first = RowOf.of(trace, 0);
        assertThat(first.timeMs())
                .isEqualTo(Instant.parse("2022-06-01T09:00:00Z").toEpochMilli());
        assertThat(first.latitudeE7()).isEqualTo(404_000_000);
        assertThat(first.longitudeE7()).isEqualTo(-37_000_000);
        RowOf second = RowOf.of(trace, 1);
        assertThat(second.timeMs() - first.timeMs()).isEqualTo(5_013);
        assertThat(second.latitudeE7()).isEqualTo(403_990_000);
        // A kilometre to the east is more degrees here than at the equator, by the cosine of 40.4 degrees.
        assertThat(second.longitudeE7()).isBetween(-37_000_000 + 131_300, -37_000_000 + 131_400);
        assertThat(second.speedCmS()).isBetween(22_200, 22_300);
    }

    @Test
    void withoutTheOriginOrTheStartItIsSaidWhatIsMissing() {
        String text = "timestamp,x,y\n1964-01-12 00:00:00,0,0\n";
        assertThatThrownBy(() -> read(text)).hasMessageContaining("if they are metres, say from where");
        options.origin("40.4,-3.7").zone("UTC");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("say the start");
    }

    @Test
    void metresOfAMapProjectionAreNoDistances() {
        options.origin("40.4,-3.7");
        Trace trace = read("id,time,x,y\n1,1700000010,5,5\n1,1700000011,512345,5\n1,1700000012,x,5\n1,1700000012,5,\n");
        assertThat(trace.report().unreadable())
                .isEqualTo(Map.of(
                        RowProblem.POSITION_OUT_OF_RANGE,
                        1L,
                        RowProblem.X_UNREADABLE,
                        1L,
                        RowProblem.Y_UNREADABLE,
                        1L));
    }

    @Test
    void speedUnitsAreConverted() {
        options.speeds(SpeedUnit.KILOMETRES_PER_HOUR);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,36\n"), 0)
                        .speedCmS())
                .isEqualTo(1_000);
        options.speeds(SpeedUnit.MILES_PER_HOUR);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0)
                        .speedCmS())
                .isEqualTo(447);
        options.speeds(SpeedUnit.KNOTS);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0)
                        .speedCmS())
                .isEqualTo(514);
    }

    @Test
    void speedAndHeadingFollowFromTheWayWhereTheFileHasNone() {
        Trace trace = read("""
                id,time,lat,lon,speed,heading
                1,1700000010,52.0,13.0,,
                1,1700000020,52.001,13.0,-1,x
                1,1700000030,52.001,13.001,99999,9999
                1,1700000040,52.001,13.001,,
                """);
        // 0.001 degrees of latitude are 111 m, of longitude here 68 m.
        assertThat(RowOf.of(trace, 0).speedCmS()).isZero();
        assertThat(RowOf.of(trace, 1).speedCmS()).isEqualTo(1_112);
        assertThat(RowOf.of(trace, 1).headingDeg()).isZero();
        assertThat(RowOf.of(trace, 2).speedCmS()).isBetween(680, 690);
        assertThat(RowOf.of(trace, 2).headingDeg()).isEqualTo(90);
        assertThat(RowOf.of(trace, 3).speedCmS()).isZero();
        assertThat(RowOf.of(trace, 3).headingDeg()).isEqualTo(90);
    }
}
