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

    private static final Counts ALL = new Counts(400, 400, 0, 400, 400, 0, 0, 0);

    private static Results outage(List<Second> log, Counts logCounts, Counts directCounts) {
        return new Results()
                .with(Results.trial("log-copy", Scenario.OUTAGE, 100, true, logCounts, 1, log))
                .with(Results.trial("direct-batch", Scenario.OUTAGE, 100, false, directCounts, 1, List.of()));
    }

    @Test
    void tellsOfBothSidesInTheSameWords() {
        Finding loss = outage(DRAINS, ALL, new Counts(400, 400, 180, 220, 220, 0, 0, 0))
                .loss();

        assertThat(loss.sentence())
                .isEqualTo(
                        "Postgres away for 2 s at 100 events/s: through the log stored 100%, lost none and had caught up after the"
                                + " return in log-copy 1 s; direct stored 55%, lost none.");
        assertThat(loss.smallPrint())
                .isEqualTo(
                        "Never acknowledged: direct 45% of 400 due (180 refused by a full queue). All trials together: through the"
                                + " log 400 acknowledged, none lost, 0 stored twice; direct 220 acknowledged, none lost, 0 stored"
                                + " twice.");
    }

    @Test
    void whatIsStillInTheLogIsNeitherLostNorUnacknowledged() {
        Finding loss = outage(DRAINS.subList(0, 4), new Counts(400, 400, 0, 400, 250, 0, 150, 0), ALL)
                .loss();

        assertThat(loss.sentence())
                .isEqualTo(
                        "Postgres away for 2 s at 100 events/s: through the log stored 63%, lost none, still in the log 150; not"
                                + " caught up when the trial ended: log-copy; direct stored 100%, lost none.");
        assertThat(loss.smallPrint()).doesNotContain("Never acknowledged").contains("none lost, 150 still in the log,");
    }

    @Test
    void whatAnApplicationHadAcknowledgedFromItsMemoryAndNotStoredIsSaidSo() {
        Results results = outage(DRAINS, ALL, new Counts(400, 400, 0, 400, 350, 20, 0, 0));
        assertThat(results.loss().sentence())
                .endsWith("direct stored 88%, lost 20 (direct-batch), still in memory 30.");
        assertThat(results.loss().smallPrint()).doesNotContain("Never acknowledged");
    }

    @Test
    void callsWhatTheLogsWriterSetAsideDeadLetters() {
        assertThat(outage(DRAINS, new Counts(400, 400, 0, 400, 393, 0, 0, 0), ALL)
                        .loss()
                        .sentence())
                .contains("through the log stored 98%, lost none, set aside as dead letters 7 and had caught up");
    }

    @Test
    void namesTheArmThatLost() {
        assertThat(outage(DRAINS, ALL, new Counts(400, 400, 0, 400, 380, 20, 0, 0))
                        .loss()
                        .sentence())
                .endsWith("direct stored 95%, lost 20 (direct-batch).");
        assertThat(outage(DRAINS, new Counts(400, 400, 0, 400, 397, 3, 0, 0), ALL)
                        .loss()
                        .sentence())
                .contains("through the log stored 99.25%, lost 3 (log-copy) and had caught up");
    }

    @Test
    void saysWhereTheEventsAreThatNobodyAcknowledged() {
        assertThat(outage(DRAINS, ALL, new Counts(1_000, 900, 100, 500, 550, 0, 0, 0))
                        .loss()
                        .smallPrint())
                .startsWith(
                        "Never acknowledged: direct 50% of 1,000 due (100 refused by a full queue, 300 taken and given up or cut off,"
                                + " 100 due while the application was dead or had no processor). ");
    }

    @Test
    void doesNotTakeASecondRowForAnotherEvent() {
        assertThat(outage(DRAINS, ALL, new Counts(400, 400, 0, 400, 400, 40, 0, 40))
                        .loss()
                        .sentence())
                .endsWith("direct stored 90%, lost 40 (direct-batch).");
    }

    @Test
    void doesNotBlameAnOutageForWhatAnArmCannotTakeAnyhow() {
        assertThat(outage(DRAINS, ALL, new Counts(400, 400, 180, 220, 220, 0, 0, 0))
                        .broken("direct-batch", 50, 1, 0.5)
                        .loss()
                        .smallPrint())
                .contains("Without an outage, too, that rate is more than these keep up with: direct-batch. ");
    }

    @Test
    void saysWhoWasMissingInAnOutage() {
        assertThat(new Results()
                        .with(Results.trial(
                                "log-copy",
                                Scenario.OUTAGE,
                                100,
                                true,
                                new Counts(4, 4, 0, 4, 4, 0, 0, 0),
                                1,
                                List.of()))
                        .loss()
                        .sentence())
                .isEqualTo(
                        "Postgres away at 100 events/s: through the log stored 100%, lost none; no direct arm was measured.");
    }

    @Test
    void tellsOfKillsWithoutAnOutage() {
        assertThat(new Results()
                        .with(Results.trial(
                                "log-copy", Scenario.KILL, 9, true, new Counts(9, 9, 0, 9, 9, 0, 0, 0), 1, List.of()))
                        .with(Results.trial(
                                "direct-batch",
                                Scenario.KILL,
                                9,
                                true,
                                new Counts(1_000, 1_000, 250, 750, 700, 50, 0, 0),
                                1,
                                List.of()))
                        .loss()
                        .sentence())
                .isEqualTo(
                        "With the writing process killed at random moments: through the log stored 100%, lost none; direct stored"
                                + " 70%, lost 50 (direct-batch).");
    }

    @Test
    void tellsOfTheCommonRateWithoutAnyFault() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .broken("direct-batch", 1_000, 2, 0.5)
                        .kept("direct-row-16", 1_000, 2)
                        .loss()
                        .sentence())
                .isEqualTo(
                        "At 1,000 events/s and without a fault: through the log stored 100%, lost none; direct stored 50% to 100%,"
                                + " lost none.");
    }

    @Test
    void saysThatNothingIsKnownWithoutWritingArms() {
        assertThat(new Results().kept("idle", 0, 1).loss())
                .isEqualTo(new Finding("No arm that writes was measured, so nothing is known about losses.", ""));
    }
}
