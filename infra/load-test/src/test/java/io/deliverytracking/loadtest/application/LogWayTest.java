package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's way against a real broker, as a process of its own. */
@Tag("long")
@DeliveryBroker
class LogWayTest {

    private final String topic = "locations-" + UUID.randomUUID();

    @TempDir
    Path directory;

    @BeforeEach
    void topic(EmbeddedBroker broker) {
        broker.client().createTopic(topic, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1", "0"})
    void whatIsAcknowledgedIsInTheLogOnce(String acks, EmbeddedBroker broker) throws Exception {
        ApplicationSettings settings = settings(
                acks, List.of(new Phase("warm-up", 0.5, 200, false), new Phase("load", 1, 5_000, true)), broker);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.offered()).isEqualTo(5_100);
            assertThat(summary.acknowledged()).isEqualTo(5_100);
            assertThat(summary.acknowledgement().count()).isEqualTo(5_000);
            assertThat(summary.errorMessages()).isEmpty();
        }
        SessionLedger ledger = ledger(settings);
        assertThat(ledger.closed()).isTrue();
        assertThat(ledger.totals().acknowledged()).isEqualTo(5_100);
        assertThat(missing(ledger, copies(broker))).isZero();
        assertThat(copies(broker).values()).containsOnly(1).hasSize(5_100);
    }

    @Test
    void aRecordIsKeyedByItsRiderAndTimedByItsOffering(EmbeddedBroker broker) throws Exception {
        ApplicationSettings settings = settings("all", TestRun.load(0.5, 400), broker);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            assertThat(application.await(TestRun.PATIENCE)).isPresent();
        }
        assertThat(records(broker)).hasSize(200).allSatisfy(record -> {
            RiderLocation location = LocationCodec.decode(record.value());
            assertThat(LocationKeys.decode(record.key())).isEqualTo(location.getRiderId());
            assertThat(location.getSession()).isEqualTo(settings.session());
            assertThat(record.timestamp()).isGreaterThanOrEqualTo(location.getEventTimeMs());
        });
    }

    @Test
    void aBrokerThatIsAwayFillsTheBufferWhichRefusesAndIsEmptiedAfterwards(EmbeddedBroker broker) throws Exception {
        ApplicationSettings settings =
                settings("all", TestRun.load(4, 10_000), broker).withQueueBytes(1_048_576);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.acknowledged() > 0));
            broker.stop();
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.refused() > 0));
            broker.restart();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.offered()).isEqualTo(40_000);
            assertThat(summary.refused()).isPositive();
            assertThat(summary.failed()).isZero();
            assertThat(summary.peakQueueBytes()).isBetween(500_000L, 1_048_576L);
            assertThat(summary.acknowledged()).isEqualTo(40_000 - summary.refused());
            SessionLedger ledger = ledger(settings);
            assertThat(ledger.intended()).isEqualTo(40_000);
            assertThat(ledger.totals().sent()).isEqualTo(summary.acknowledged());
            assertThat(missing(ledger, copies(broker))).isZero();
            assertThat(copies(broker).values()).containsOnly(1);
        }
    }

    @Test
    void aKillLosesNothingThatWasAcknowledged(EmbeddedBroker broker) throws Exception {
        ApplicationSettings settings = settings("all", TestRun.load(600, 5_000), broker);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.acknowledged() > 0));
            application.kill();
            assertThat(application.await(TestRun.PATIENCE)).isEmpty();
        }
        SessionLedger ledger = ledger(settings);
        Map<Long, Integer> copies = copies(broker);
        assertThat(ledger.closed()).isFalse();
        assertThat(ledger.totals().acknowledged()).isPositive();
        assertThat(missing(ledger, copies)).isZero();
        assertThat(copies.keySet()).allMatch(event -> ledger.sent((int) (event >> 32)) > event.intValue());
    }

    @Test
    void aTopicThatIsNotThereIsAClearError(EmbeddedBroker broker) throws Exception {
        broker.client().deleteTopic(topic);
        ApplicationSettings settings = settings("all", TestRun.load(1, 100), broker);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            assertThat(application.await(TestRun.PATIENCE)).isEmpty();
            assertThat(application.exitStatus()).contains(ApplicationMain.UNREACHABLE);
            assertThat(application.log())
                    .content()
                    .contains("Can't open the log: ")
                    .contains(topic);
        }
    }

    private ApplicationSettings settings(String acks, List<Phase> phases, EmbeddedBroker broker) {
        return ApplicationSettings.log(
                        new WayOfWriting.Log(topic, acks, 5),
                        phases,
                        broker.bootstrapServers(),
                        TestRun.session(),
                        directory)
                .withRiders(500);
    }

    private static SessionLedger ledger(ApplicationSettings settings) throws Exception {
        return new LedgerDirectory(settings.ledger()).read(settings.session());
    }

    private List<ConsumerRecord<byte[], byte[]>> records(EmbeddedBroker broker) {
        return broker.client().read(topic, (int) broker.client().endOffset(topic));
    }

    /** How often each event is in the log, by rider and sequence. */
    private Map<Long, Integer> copies(EmbeddedBroker broker) {
        Map<Long, Integer> copies = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records(broker)) {
            RiderLocation location = LocationCodec.decode(record.value());
            copies.merge((long) location.getRiderId() << 32 | location.getSequence(), 1, Integer::sum);
        }
        return copies;
    }

    private static long missing(SessionLedger ledger, Map<Long, Integer> copies) {
        long[] missing = {0};
        ledger.forEachRider(rider -> {
            for (int sequence = 0; sequence < rider.sent(); sequence++) {
                boolean stored = copies.containsKey((long) rider.riderId() << 32 | sequence);
                missing[0] += rider.isAcknowledged(sequence) && !stored ? 1 : 0;
            }
        });
        return missing[0];
    }
}
