package io.deliverytracking.loadtest.report;

import static io.deliverytracking.loadtest.report.Results.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossFindingTest {

    private static final List<Second> DRAINS = List.of(
            second(0, "load", 100, 100, 0L),
            second(1, "outage", 100, 100, 100L),
            second(2, "outage", 100, 100, 200L),
            second(3, "load", 100, 100, 150L),
            second(4, "drain", 0, 0, 99L));

    private static Results outage(List<Second> log, Counts logCounts, Counts directCounts) {
        return new Results()
                .with(Results.trial("log-copy", Scenario.OUTAGE, 100, true, logCounts, 1, log))
                .with(Results.trial("direct-batch", Scenario.OUTAGE, 100, false, directCounts, 1, List.of()));
    }

    @Test
    void tellsWhatAnOutageTookAndHowLongDrainingTook() {
        Finding loss = outage(DRAINS, new Counts(400, 0, 400, 400, 0, 0), new Counts(400, 180, 220, 220, 0, 0))
                .loss();

        assertThat(loss.sentence())
                .isEqualTo(
                        "Postgres away for 2 s at 100 events/s: the log kept up to 200 events for later, lost none and had"
                                + " caught up 1 s after its return; direct writes never stored 45% of theirs.");
        assertThat(loss.smallPrint())
                .isEqualTo(
                        "All trials together: through the log 400 acknowledged, 0 of them lost, 0 stored twice; direct 220"
                                + " acknowledged, 0 of them lost, 0 stored twice.");
    }

    @Test
    void admitsWhatTheLogLostAndTurnedAway() {
        assertThat(outage(DRAINS.subList(0, 4), new Counts(400, 7, 393, 390, 3, 0), new Counts(400, 0, 400, 400, 0, 0))
                        .loss()
                        .sentence())
                .isEqualTo(
                        "Postgres away for 2 s at 100 events/s: the log kept up to 200 events for later, lost 3, turned 7 away"
                                + " and had not caught up when the trial ended; direct writes stored all of theirs.");
    }

    @Test
    void countsWhatWasAcknowledgedAndLost() {
        assertThat(outage(DRAINS, new Counts(400, 0, 400, 400, 0, 0), new Counts(400, 0, 400, 380, 20, 0))
                        .loss()
                        .sentence())
                .endsWith("direct writes never stored 5% of theirs, 20 events although acknowledged.");
    }

    @Test
    void doesNotTakeASecondRowForAnotherEvent() {
        assertThat(outage(DRAINS, new Counts(400, 0, 400, 400, 0, 0), new Counts(400, 0, 400, 400, 0, 40))
                        .loss()
                        .sentence())
                .endsWith("direct writes never stored 10% of theirs.");
    }

    @Test
    void doesNotBlameAnOutageForWhatAnArmCannotTakeAnyhow() {
        assertThat(outage(DRAINS, new Counts(400, 0, 400, 400, 0, 0), new Counts(400, 180, 220, 220, 0, 0))
                        .broken("direct-batch", 50, 1, 0.5)
                        .loss()
                        .smallPrint())
                .startsWith("Without an outage, too, that rate is more than these keep up with: direct-batch. ");
    }

    @Test
    void saysWhoWasMissingInAnOutage() {
        assertThat(new Results()
                        .with(Results.trial(
                                "log-copy", Scenario.OUTAGE, 100, true, new Counts(4, 0, 4, 4, 0, 0), 1, List.of()))
                        .loss()
                        .sentence())
                .isEqualTo(
                        "Postgres away at 100 events/s: the log kept the events for later, lost none; no direct arm went"
                                + " through it.");
    }

    @Test
    void tellsOfKillsWithoutAnOutage() {
        assertThat(new Results()
                        .with(Results.trial(
                                "log-copy", Scenario.KILL, 9, true, new Counts(9, 0, 9, 9, 0, 0), 1, List.of()))
                        .with(Results.trial(
                                "direct-batch",
                                Scenario.KILL,
                                9,
                                true,
                                new Counts(1_000, 250, 750, 700, 50, 0),
                                1,
                                List.of()))
                        .loss()
                        .sentence())
                .isEqualTo(
                        "With the writing process killed at random moments, the log lost none of 9 acknowledged events; direct"
                                + " writes lost 50 of 750 acknowledged events and turned 25% away.");
    }

    @Test
    void saysThatNothingWasTurnedAway() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .kept("direct-batch", 1_000, 2)
                        .loss()
                        .sentence())
                .endsWith("direct writes lost none of 1,000 acknowledged events and turned none away.");
    }

    @Test
    void tellsOfTheCommonRateWithoutAnyFault() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .broken("direct-batch", 1_000, 2, 0.5)
                        .loss()
                        .sentence())
                .isEqualTo(
                        "At 1,000 events/s and without a fault, the log lost none of 1,000 acknowledged events; direct writes"
                                + " lost none of 500 acknowledged events and turned 50% away.");
    }

    @Test
    void saysThatNothingIsKnownWithoutWritingArms() {
        assertThat(new Results().kept("idle", 0, 1).loss())
                .isEqualTo(new Finding("No arm that writes was measured, so nothing is known about losses.", ""));
    }
}
