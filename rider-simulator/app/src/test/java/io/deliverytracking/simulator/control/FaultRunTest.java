package io.deliverytracking.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerTotals;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.simulator.StoredLocations;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault alone, against a real broker: it can be seen in the log, and log and ledger agree. */
@Timeout(180)
class FaultRunTest {

    private static final int EVENTS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedBroker broker;

    @TempDir
    Path ledgerDirectory;

    private SimulatorStatus status;
    private SessionLedger ledger;
    private StoredLocations stored;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void withoutFaultsTheLogHasEachRidersFixesInOrderAndOnce() throws Exception {
        run(Map.of());
        assertThat(backwardSteps()).isZero();
        assertThat(stored.locations()).hasSize((int) ledger.totals().sent());
    }

    @Test
    void outOfOrderFixesAreStoredAfterLaterOnes() throws Exception {
        run(Map.of("simulator.faults.out-of-order-rate", "0.1", "simulator.faults.out-of-order-delay", "500ms"));
        assertThat(status.faults().counts().outOfOrder()).isPositive();
        assertThat(backwardSteps()).isPositive();
        assertThat(stored.locations()).hasSize((int) ledger.totals().sent());
    }

    @Test
    void duplicatesAreStoredTwiceAndTheLedgerKnowsEachOfThem() throws Exception {
        run(Map.of("simulator.faults.duplicate-rate", "0.1", "simulator.faults.duplicate-delay", "200ms"));
        LedgerTotals totals = ledger.totals();
        assertThat(totals.copiesSent()).isGreaterThan(EVENTS / 20).isEqualTo(totals.copiesAcknowledged());
        assertThat(stored.locations()).hasSize((int) (totals.sent() + totals.copiesSent()));
        ledger.forEachRider(rider -> {
            for (int sequence = 0; sequence < rider.sent(); sequence++) {
                assertThat(stored.copies(rider.riderId(), sequence)).isEqualTo(1 + rider.copiesSent(sequence));
            }
        });
    }

    @Test
    void aDropOutDelaysFixesButLosesNoneAndKeepsTheirOrder() throws Exception {
        run(Map.of("simulator.faults.drop-out-rate", "0.01", "simulator.faults.drop-out-duration", "600ms"));
        assertThat(status.faults().counts().dropOuts()).isPositive();
        assertThat(status.faults().counts().stored())
                .isGreaterThan(status.faults().counts().dropOuts());
        assertThat(backwardSteps()).isZero();
        assertThat(stored.locations()).hasSize((int) ledger.totals().sent());
    }

    @Test
    void aSkewedClockMovesEventTimesAndNothingElse() throws Exception {
        run(Map.of("simulator.faults.clock-skew-share", "0.3", "simulator.faults.clock-skew", "1h"));
        long anHourOff = stored.locations().stream()
                .filter(fix -> fix.getEventTimeMs() > System.currentTimeMillis() + 3_000_000)
                .count();
        assertThat(anHourOff)
                .isEqualTo(status.faults().counts().skewed())
                .isBetween((long) EVENTS / 10, ledger.totals().sent() / 2);
        assertThat(backwardSteps()).isZero();
    }

    /** One session of some thousand fixes; balanced, whatever the faults. */
    private void run(Map<String, String> faults) throws Exception {
        Map<String, String> properties = BareSimulator.properties(broker.bootstrapServers(), ledgerDirectory);
        properties.put("simulator.faults.duplicate-rate", "0");
        properties.putAll(faults);
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.reporter.status().counts().acknowledged() > EVENTS);
            // A stop alone leaves behind what a machine that stood still could not send in time.
            bare.simulator.pause();
            await().atMost(PATIENCE)
                    .until(() -> bare.reporter.status().state() == SimulatorState.PAUSED
                            && bare.reporter.status().behind().events() == 0);
            bare.simulator.stop();
            status = bare.reporter.status();
        }
        ledger = new LedgerDirectory(ledgerDirectory).read(status.session());
        stored = StoredLocations.read(broker.client(), status.session());
        assertThat(ledger.totals().acknowledged()).isEqualTo(ledger.totals().sent());
        assertThat(ledger.totals().sent()).isEqualTo(ledger.intended());
        stored.assertBalancesWith(ledger);
    }

    /** How often a rider's fix is stored after one of a higher sequence. */
    private int backwardSteps() {
        Map<Integer, Integer> last = new HashMap<>();
        int steps = 0;
        for (RiderLocation fix : stored.locations()) {
            Integer before = last.put(fix.getRiderId(), fix.getSequence());
            if (before != null && before >= fix.getSequence()) {
                steps++;
            }
        }
        return steps;
    }
}
