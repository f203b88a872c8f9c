package io.deliverytracking.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.Topics;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that fail, and those that can't begin: what commands and messages make of them. */
@Timeout(180)
class SimulatorControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedBroker broker = EmbeddedBroker.start();

    @TempDir
    Path directory;

    private Map<String, String> properties = Map.of();

    @BeforeEach
    void properties() {
        properties = BareSimulator.properties(broker.bootstrapServers(), directory.resolve("ledger"));
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    @Test
    void aSessionThatFailedIsStoppedAndIntendsNothingMore() throws Exception {
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.RUNNING);
            Session session = bare.simulator.session();
            var unused = session.execute(() -> {
                throw new AssertionError("injected");
            });
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.FAILED);

            bare.simulator.stop();

            assertThat(bare.simulator.state()).isEqualTo(SimulatorState.STOPPED);
            assertThat(bare.simulator.message()).contains("injected");
            assertThat(bare.ledger(session.number()).closed()).isTrue();
            assertThatThrownBy(bare.simulator::stop)
                    .isInstanceOf(IllegalCommandException.class)
                    .hasMessage("nothing is running, the simulator is stopped");
        }
    }

    @Test
    void faultsThatAreSwitchedOnInARunEndThePromiseOfOrder() throws Exception {
        properties.keySet().removeIf(name -> name.startsWith("simulator.faults."));
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.RUNNING);
            long session = bare.simulator.session().number();
            assertThat(bare.ledger(session).disorderAllowed()).isFalse();

            bare.simulator.changeFaults(new FaultSettings(0.1, 1_000, 0, 1, 0, 1, 0, 0, 0, 1, 0));
            await().atMost(PATIENCE).until(() -> bare.ledger(session).disorderAllowed());
            bare.simulator.changeFaults(FaultSettings.NONE);
            assertThat(bare.ledger(session).disorderAllowed()).isTrue();

            bare.simulator.changeFaults(new FaultSettings(0, 1, 0.1, 1_000, 0, 1, 0, 0, 0, 1, 0));
            bare.simulator.stop();
            bare.simulator.start();
            assertThat(bare.ledger(bare.simulator.session().number()).disorderAllowed())
                    .as("asked for from the start")
                    .isTrue();
        }
    }

    @Test
    void aSessionThatCannotBeginLeavesNoOpenLedger() throws Exception {
        properties.put("simulator.producer.compression-type", "tight");
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.FAILED);
            assertThat(bare.simulator.message()).contains("compression.type");
            assertThat(bare.sessions())
                    .singleElement()
                    .satisfies(
                            session -> assertThat(bare.ledger(session).closed()).isTrue());
        }
    }

    @Test
    void whyASessionCannotBeginIsSaidAlsoToThoseWhoDidNotTellItTo() throws Exception {
        properties.put("simulator.autostart", "false");
        properties.put("simulator.producer.compression-type", "tight");
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.READY);

            assertThatThrownBy(bare.simulator::start).hasMessageContaining("compression.type");

            assertThat(bare.simulator.state()).isEqualTo(SimulatorState.FAILED);
            assertThat(bare.simulator.message()).contains("compression.type");
        }
    }

    @Test
    void whatOnceWentWrongIsNotSaidOfASessionThatRuns() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("ledger"), "a file where the directory should be");
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.FAILED);
            assertThat(bare.simulator.message()).contains("cannot begin a ledger");
            Files.delete(inTheWay);

            bare.simulator.start();

            assertThat(bare.simulator.state()).isEqualTo(SimulatorState.RUNNING);
            assertThat(bare.simulator.message()).isNull();
        }
    }

    @Test
    void aPartitionThatTheTopicDoesNotHaveIsNamedRatherThanWaitedFor() throws Exception {
        broker.client().createTopic(Topics.DELIVERY_LOCATION_UPDATES, 2);
        properties.put("simulator.partitioner", "explicit");
        properties.put("simulator.explicit-partition", "5");
        try (BareSimulator bare = new BareSimulator(properties)) {
            await().atMost(PATIENCE).until(() -> bare.simulator.state() == SimulatorState.FAILED);
            assertThat(bare.simulator.message()).contains("simulator.explicit-partition 5 is not one of 2 partitions");
        }
    }
}
