package io.deliverytracking.loadtest.report;

import static io.deliverytracking.loadtest.report.Results.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.report.plot.Band;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static Trial trial(List<Second> timeline) {
        return Results.trial("log-copy", Scenario.OUTAGE, 100, true, new Counts(0, 0, 500, 0, 0, 0), 1, timeline);
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
        assertThat(Timeline.notStored(trial(List.of(
                        second(0, "load", 100, 90, 5L),
                        second(1, "load", 100, 100, 0L),
                        second(2, "load", 0, 15, null)))))
                .containsExactly(Point.of(0, 15), Point.of(1, 10), Point.of(2, 0));
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
}
