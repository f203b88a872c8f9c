package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sceptic looks for on the page itself. */
class ReportDetailsTest {

    private static String page(Results results) {
        return Report.html(results.result());
    }

    private static Second second(int at, String phase, long due, long acknowledged, long pending, Long lag) {
        return new Second(at, phase, due, due, 0L, acknowledged, 0L, 0L, pending, lag, null, 0, null, null, Map.of());
    }

    @Test
    void theFirstScreenHasThePromiseAndWhoAcknowledgesEarly() {
        String html = page(new Results().kept("log-copy", 100_000, 2));

        assertThat(ParsedPage.of(html).words())
                .contains("At 100,000 events/s, steady: log-copy stored 100%")
                .contains("from the broker's page cache, as Kafka does by default (log-copy)")
                .doesNotContain("the same durability");
        assertThat(html.indexOf("steady: log-copy")).isLessThan(html.indexOf("id=\"story\""));
    }

    @Test
    void whoAcknowledgesBeforeItStoresIsDrawnByWhatItStored() {
        Trial early = Results.trial(
                "direct-early",
                Scenario.STEADY,
                1_000,
                false,
                new Counts(1_000, 1_000, 0, 1_000, 400, 0, 0, 0),
                1,
                List.of(second(0, "load", 1_000, 1_000, 600, null)));
        Trial stuck = Results.trial(
                "log-stuck",
                Scenario.STEADY,
                1_000,
                false,
                new Counts(1_000, 1_000, 0, 1_000, 0, 0, 1_000, 0),
                1,
                List.of(second(0, "load", 1_000, 1_000, 0, 1_000L)));

        String html = page(new Results().with(early).with(stuck));

        assertThat(html)
                .contains("direct-early: 400 stored of 1,000 events/s while the load was on, does not keep up")
                .contains("log-stuck: 0 stored of 1,000 events/s while the load was on, does not keep up");
    }

    @Test
    void aTimeUntilVisibleSaysOfHowMuchItIs() {
        Trial half = Results.visible(
                Results.trial(
                        "direct-row",
                        Scenario.STEADY,
                        1_000,
                        false,
                        new Counts(1_000, 1_000, 380, 620, 620, 0, 0, 0),
                        1,
                        List.of()),
                Results.latency(30));

        assertThat(page(new Results().with(half))).contains("30.0 ms of the 62% stored");
        assertThat(page(new Results().with(Results.visible(full(), Results.latency(30)))))
                .contains("30.0 ms")
                .doesNotContain("30.0 ms of the");
    }

    private static Trial full() {
        return Results.trial(
                "direct-row",
                Scenario.STEADY,
                1_000,
                true,
                new Counts(1_000, 1_000, 0, 1_000, 1_000, 0, 0, 0),
                1,
                List.of());
    }

    @Test
    void whatIsStillInTheLogHasItsPartOfTheBar() {
        Trial undrained = Results.trial(
                "log-copy",
                Scenario.STEADY,
                1_000,
                false,
                new Counts(1_000, 1_000, 0, 1_000, 700, 0, 300, 0),
                1,
                List.of());

        assertThat(page(new Results().with(undrained)))
                .contains("still in the log: 300 of 1,000")
                .doesNotContain("never acknowledged:");
    }

    @Test
    void theLinesOfAnOutageBeginWithTheLoadOfEachArm() {
        Trial trial = Results.happening(
                Results.trial(
                        "log-copy",
                        Scenario.OUTAGE,
                        100,
                        true,
                        Counts.NONE,
                        1,
                        List.of(
                                second(0, "warm-up", 100, 100, 0, 0L),
                                second(1, "load", 100, 100, 0, 0L),
                                second(2, "outage", 100, 100, 0, 100L),
                                second(3, "drain", 0, 0, 0, 0L))),
                List.of(new Moment(2.25, "Postgres is stopped"), new Moment(2.75, "Postgres is back")));
        Results results = new Results().with(Results.warmedUp(trial, 1));
        Run run = results.run();

        String plot = drawn(run);

        assertThat(plot).contains("stopped at 1.25 s", "back at 1.75 s", "end of load at 2 s");
        assertThat(page(results))
                .as("the section on the scenario counts from the trial's start")
                .contains("stopped at 2.25 s", "log-copy was level again 0 s after the end of the outage");
    }

    private static String drawn(Run run) {
        StringBuilder out = new StringBuilder();
        LossPlot.drawn(run, Comparison.of(run), new ArmLook(run.arms()))
                .orElseThrow()
                .writeTo(out);
        return out.toString();
    }

    @Test
    void aTrialThatCameToNothingIsMissingByName() {
        LoadTestResult full = new Results().kept("log-copy", 1_000, 2).result();
        LoadTestResult result = new LoadTestResult(
                full.schema(),
                full.set(),
                full.startedAt(),
                full.tookSeconds(),
                full.headline(),
                full.seed(),
                full.options(),
                full.environment(),
                List.of(Results.arm("log-copy"), new Arm("direct-row", "", Arm.Kind.DIRECT, "", Map.of())),
                full.trials(),
                List.of(new Failure("direct-row", 50_000, Scenario.OUTAGE, "no disk")),
                List.of());

        assertThat(ParsedPage.of(Report.html(result)).byId("doubts").getTextContent())
                .contains("direct-row at 50,000 events/s (outage) came to no result: no disk.");
    }
}
