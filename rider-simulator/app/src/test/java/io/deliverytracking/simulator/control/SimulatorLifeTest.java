package io.deliverytracking.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerTotals;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.simulator.StoredLocations;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Births and deaths: of the broker, and of the simulator's own process. */
@Timeout(180)
class SimulatorLifeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedBroker broker = EmbeddedBroker.start();

    @TempDir
    Path ledgerDirectory;

    private Map<String, String> properties = Map.of();

    @BeforeEach
    void properties() {
        properties = BareSimulator.properties(broker.bootstrapServers(), ledgerDirectory);
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    @Test
    void withoutABrokerItWaitsAndSaysForWhat() throws Exception {
        broker.stop();
        try (BareSimulator bare = new BareSimulator(properties)) {
            assertThat(bare.simulator.state()).isEqualTo(SimulatorState.WAITING_FOR_BROKER);
            assertThat(bare.simulator.message()).isEqualTo("waiting for a broker at " + broker.bootstrapServers());
            assertThat(bare.simulator.isReady()).isFalse();
            assertThatThrownBy(bare.simulator::start)
                    .isInstanceOf(IllegalCommandException.class)
                    .hasMessage("cannot start: waiting for a broker at " + broker.bootstrapServers());
            assertThat(bare.sessions()).isEmpty();
            broker.restart();
            await().atMost(PATIENCE).until(() -> acknowledged(bare) > 100);
            assertThat(bare.simulator.state()).isEqualTo(SimulatorState.RUNNING);
            assertThat(bare.simulator.isReady()).isTrue();
        }
    }

    @Test
    void aKilledSimulatorLeavesALedgerThatIsTrueAndTheNextRunIsAnotherSession() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSimulator.class.getName(),
                        broker.bootstrapServers(),
                        ledgerDirectory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ledgerDirectory.resolve("child.log").toFile())
                .start();
        LedgerDirectory ledgers = new LedgerDirectory(ledgerDirectory);
        try {
            await().atMost(PATIENCE).until(() -> {
                assertThat(child.isAlive())
                        .as(() -> text(ledgerDirectory.resolve("child.log")))
                        .isTrue();
                return !ledgers.sessions().isEmpty()
                        && ledgers.read(ledgers.sessions().get(0)).totals().acknowledged() > 2_000;
            });
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);

        long killed = ledgers.sessions().get(0);
        SessionLedger left = ledgers.read(killed);
        LedgerTotals before = left.totals();
        assertThat(left.closed()).isFalse();
        assertThat(before.acknowledged()).isGreaterThan(2_000).isLessThanOrEqualTo(before.sent());
        assertThat(before.copiesSent()).isPositive();
        StoredLocations.read(broker.client(), killed).assertBalancesWith(left);

        try (BareSimulator next = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> acknowledged(next) > 500);
        }
        assertThat(ledgers.sessions()).hasSize(2).startsWith(killed);
        SessionLedger second = ledgers.read(ledgers.sessions().get(1));
        assertThat(second.closed()).isTrue();
        assertThat(second.totals().acknowledged()).isEqualTo(second.totals().sent());
        StoredLocations.read(broker.client(), second.session()).assertBalancesWith(second);
        assertThat(ledgers.read(killed).totals()).isEqualTo(before);
    }

    @Test
    void withoutAcknowledgementsNothingCountsAsAcknowledged() throws Exception {
        properties.put("simulator.producer.acks", "0");
        long session;
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> sent(bare) > 1_000);
            session = bare.reporter.status().session();
        }
        SessionLedger ledger = new LedgerDirectory(ledgerDirectory).read(session);
        LedgerTotals totals = ledger.totals();
        assertThat(totals.sent()).isGreaterThan(1_000);
        assertThat(totals.acknowledged()).isZero();
        assertThat(totals.copiesAcknowledged()).isZero();
        assertThat(ledger.orders().acknowledged()).isZero();
        StoredLocations stored = StoredLocations.read(broker.client(), session);
        stored.assertBalancesWith(ledger);
        assertThat(stored.locations()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "all"})
    void aBrokerKilledInMidRunLosesNothingAcknowledgedAndDoublesNothing(String acks) throws Exception {
        properties.put("simulator.producer.acks", acks);
        long session;
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> acknowledged(bare) > 1_000);
            broker.kill();
            broker.restart();
            long before = acknowledged(bare);
            await().atMost(PATIENCE).until(() -> acknowledged(bare) > before + 1_000);
            session = bare.reporter.status().session();
        }
        SessionLedger ledger = new LedgerDirectory(ledgerDirectory).read(session);
        StoredLocations.read(broker.client(), session).assertBalancesWith(ledger);
        if (acks.equals("all")) {
            assertThat(ledger.totals().failed()).isZero();
        }
    }

    @Test
    void whatAFailedSessionNoLongerSendsStaysIntended() throws Exception {
        long failed;
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> acknowledged(bare) > 500);
            failed = bare.reporter.status().session();
            var unused = bare.simulator.session().execute(() -> {
                throw new AssertionError("injected");
            });
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.FAILED);
            assertThat(bare.simulator.message()).contains("injected");
            assertThat(bare.simulator.isReady()).isFalse();

            LedgerTotals atFailure = bare.totals(failed);
            await().atMost(PATIENCE).until(() -> bare.totals(failed).intended() > 2 * atFailure.sent());
            assertThat(bare.totals(failed).sent()).isEqualTo(atFailure.sent());

            bare.simulator.start();
            await().atMost(PATIENCE).until(() -> acknowledged(bare) > 500);
            assertThat(bare.sessions()).hasSize(2);
            assertThat(bare.ledger(failed).closed()).isTrue();
        }
        SessionLedger ledger = new LedgerDirectory(ledgerDirectory).read(failed);
        assertThat(ledger.totals().acknowledged()).isEqualTo(ledger.totals().sent());
        StoredLocations.read(broker.client(), failed).assertBalancesWith(ledger);
    }

    @Test
    void aStopAfterAHiccupLeavesNothingThatIsDue() throws Exception {
        properties.put("simulator.riders", "250");
        try (BareSimulator bare = new BareSimulator(properties)) {
            // The first send waits for metadata, and what piled up behind it must be gone.
            await().atMost(PATIENCE)
                    .until(() -> acknowledged(bare) > 4_000
                            && bare.reporter.status().behind().events() == 0);
            Session session = bare.simulator.session();
            CountDownLatch standing = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            var unused = session.execute(() -> {
                standing.countDown();
                awaitUninterruptibly(goOn);
            });
            standing.await();
            long stoodAtNs = System.nanoTime();
            // 5,000 events a second, so one batch and a half is due, which is more than one turn sends.
            await().atMost(PATIENCE).until(() -> System.nanoTime() - stoodAtNs > 600_000_000L);
            Thread stop = new Thread(bare.simulator::stop);
            stop.start();
            // It has asked, and waits for the generator.
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> stop.getState() == Thread.State.TIMED_WAITING);
            goOn.countDown();
            stop.join();

            LedgerTotals totals = bare.totals(session.number());
            assertThat(totals.intended() - totals.sent()).isZero();
            assertThat(bare.reporter.status().behind().events()).isZero();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long acknowledged(BareSimulator bare) {
        return bare.reporter.status().counts().acknowledged();
    }

    private static long sent(BareSimulator bare) {
        return bare.reporter.status().counts().sent();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
