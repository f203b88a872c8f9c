package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainFindingTest {

    private static Second second(int at, String phase, Long lag, Long foregroundUs) {
        return new Second(at, phase, 100, 100L, 0L, 100L, 0L, 0L, 0L, lag, foregroundUs, 0, null, null, Map.of());
    }

    private static Trial outage(String arm, List<Second> timeline) {
        return Results.trial(arm, Scenario.OUTAGE, 100, true, Counts.NONE, 1, timeline);
    }

    @Test
    void saysHowLongItTookAndWhatTheForegroundPaidUntilThen() {
        assertThat(DrainFinding.of(List.of(
                        outage(
                                "log-copy",
                                List.of(
                                        second(0, "load", 0L, 99_000L),
                                        second(1, "outage", 900L, null),
                                        second(2, "load", 500L, 9_000L),
                                        second(3, "load", 300L, 5_000L),
                                        second(4, "drain", 50L, 7_000L),
                                        second(5, "drain", 0L, 88_000L))),
                        outage(
                                "log-copy-foreground-first",
                                List.of(second(1, "outage", 900L, null), second(2, "load", 800L, 2_000L))),
                        outage("log-row", List.of(second(1, "outage", 900L, null))),
                        outage("direct-batch", List.of(second(1, "outage", null, null))))))
                .containsExactly(
                        "log-copy was level again 2 s after the end of the outage; until then the foreground's p99 was 7.0 ms in the"
                                + " middle one of 3 seconds and 9.0 ms in the worst.",
                        "log-copy-foreground-first was not level again when the trial ended; until then the foreground's p99 was 2.0"
                                + " ms in the middle one of 1 second and 2.0 ms in the worst.",
                        "log-row was not level again when the trial ended; what the foreground felt meanwhile was not measured.");
    }
}
