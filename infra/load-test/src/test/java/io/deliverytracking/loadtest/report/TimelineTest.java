package io.deliverytracking.loadtest.report;

import static io.deliverytracking.loadtest.report.Results.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.report.plot.Band;
import io.deliverytracking.loadtest.report.plot.Mark;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static Trial trial(List<Second> timeline) {
        return Results.trial("log-copy", Scenario.OUTAGE, 100, true, new Counts(0, 0, 0, 500, 0, 0, 0, 0), 1, timeline);
    }

    private static Second told(int at, long due, long offered, long refused, long failed, long pending, Long lag) {
        return new Second(
                at, "load", due, offered, refused, 0L, failed, 0L, pending, lag, null, 0, null, null, Map.of());
    }

    private static Second dead(int at, long due, Long lag) {
        return new Second(at, "load", due, null, null, null, null, null, null, lag, null, 0, null, null, Map.of());
    }

    @Test
    void marksEveryPhaseButTheLoadItself() {
        assertThat(Timeline.bands(trial(List.of(
                        second(0, "warm-up", 0, 0, null),
                        second(1, "load", 0, 0, null),
                        second(2, "outage", 0, 0, null),
                        second(3, "outage", 0, 0, null),
                        second(4, "load", 0, 0, null),
                        second(5, "drain", 0, 0, null)))))
                .containsExactly(
                        new Band(0, 1, "warm-up", "band-quiet"),
                        new Band(2, 4, "outage", "band-fault"),
                        new Band(5, 6, "drain", "band-drain"));
    }

    @Test
    void countsWhatIsDueAndNotStoredWithAndWithoutALog() {
        assertThat(Timeline.notStored(trial(List.of(told(0, 100, 95, 3, 2, 10, 5L), told(1, 100, 105, 0, 0, 4, 0L)))))
                .as("due and not offered, refused, given up, waiting in the application and in the log")
                .containsExactly(Point.of(0, 5 + 3 + 2 + 10 + 5), Point.of(1, 5 + 4));
        assertThat(Timeline.notStored(trial(List.of(told(0, 100, 100, 7, 0, 20, null)))))
                .containsExactly(Point.of(0, 27));
    }

    @Test
    void leavesAGapWhereTheLogOrTheApplicationDidNotTellAndCountsWhatDiedWithIt() {
        assertThat(Timeline.notStored(trial(List.of(
                                told(0, 100, 100, 0, 0, 10, 5L),
                                told(1, 100, 100, 0, 0, 10, null),
                                dead(2, 100, 5L),
                                told(3, 100, 100, 0, 0, 1, 0L),
                                dead(4, 0, 0L))))
                        .stream()
                        .map(Point::y))
                .containsExactly(15.0, Double.NaN, Double.NaN, 100.0 + 10 + 1, 111.0);
    }

    @Test
    void thinsALongTrialWithoutHidingAPeak() {
        List<Second> timeline = new ArrayList<>();
        for (int at = 0; at < 1_800; at++) {
            timeline.add(second(at, "load", 0, 0, at == 1_234 ? 1_000_000L : 10L));
        }

        List<Point> points = Timeline.peaks(trial(timeline), Timeline::lag);

        assertThat(points).hasSizeLessThanOrEqualTo(300).contains(Point.of(1_234, 1_000_000));
    }

    @Test
    void leavesAGapWhereNothingWasMeasured() {
        assertThat(Timeline.peaks(trial(List.of(second(0, "load", 0, 0, null))), Timeline::lag))
                .singleElement()
                .satisfies(point -> assertThat(point.y()).isNaN());
    }

    @Test
    void takesTheAcknowledgedRateFromTheLoadAlone() {
        assertThat(Timeline.acknowledgedPerSecond(trial(List.of(
                        second(0, "warm-up", 0, 7, null),
                        second(1, "load", 0, 100, null),
                        second(2, "load", 0, 300, null),
                        second(3, "drain", 0, 9, null)))))
                .isEqualTo(200);
    }

    @Test
    void takesTheAcknowledgedRateFromTheCountsWhereNoSecondsWereRecorded() {
        assertThat(Timeline.acknowledgedPerSecond(trial(List.of()))).isEqualTo(500);
    }

    @Test
    void whoAcknowledgesBeforeHeStoresIsCountedByWhatIsStored() {
        assertThat(Timeline.storedPerSecond(trial(List.of(
                        told(0, "warm-up", 100, 20, 5L),
                        told(1, "load", 100, 50, 10L),
                        told(2, "load", 100, 65, 40L),
                        told(3, "drain", 0, 0, 0L)))))
                .as("200 due, and 80 more that wait than before")
                .isEqualTo(60);
    }

    @Test
    void storedIsNotKnownWithoutSecondsAndTakesTheLastOneThatWasTold() {
        assertThat(Timeline.storedPerSecond(trial(List.of()))).isNaN();
        assertThat(Timeline.storedPerSecond(trial(List.of(
                        told(0, "load", 100, 10, 0L), told(1, "load", 100, 40, 0L), told(2, "load", 100, 0, null)))))
                .isEqualTo(80);
    }

    @Test
    void costsAreOfRowsAndNotOfWhatWasAcknowledged() {
        Trial lagging = trial(List.of(told(0, "load", 100, 0, 75L)));
        Trial whole = new Trial(
                lagging.arm(),
                lagging.scenario(),
                100,
                1,
                0,
                1,
                false,
                new Counts(100, 100, 0, 100, 100, 0, 0, 0),
                null,
                null,
                Map.of(),
                0,
                new Resources(Map.of("postgres", 0.5), 5_000L, null, 0, 75L, 3.0),
                List.of(),
                lagging.timeline(),
                "",
                List.of());
        assertThat(Costs.walBytesPerRow(whole)).isEqualTo(200);
        assertThat(Costs.postgresMicrosPerRow(whole)).isEqualTo(20_000);
        assertThat(Costs.walBytesPerRow(lagging)).as("no rows").isNaN();
    }

    @Test
    void marksWhatHappenedWhenItDidAndTheEndOfTheLoad() {
        Trial trial = trial(List.of(second(0, "load", 0, 0, null), second(1, "drain", 0, 0, null)));
        assertThat(Happening.of(Results.happening(
                                trial,
                                List.of(new Moment(0.25, "Postgres is stopped"), new Moment(1.5, "a comet fell"))))
                        .marks())
                .containsExactly(new Mark(0.25, "stopped"), new Mark(1, "end of load"), new Mark(1.5, "a comet fell"));
    }

    private static Second told(int at, String phase, long due, long pending, Long lag) {
        return new Second(at, phase, due, due, 0L, due, 0L, 0L, pending, lag, null, 0, null, null, Map.of());
    }
}
