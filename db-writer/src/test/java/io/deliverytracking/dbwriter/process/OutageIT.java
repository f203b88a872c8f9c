package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.process.TransactionGate.Point;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each of the three in turn is taken away amid a transaction: writer, database, log. Nothing is lost, nothing doubled. */
class OutageIT {
    private static final String SESSION_NAME = "quarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName";
    private static final String PAUSED = "Reading pauses until the database takes batches";

    private static EmbeddedBroker broker;
    private static PostgresServer postgres;

    private Pipeline pipeline;

    @BeforeAll
    static void startServers() {
        broker = EmbeddedBroker.start(
                Map.of("group.min.session.timeout.ms", "500", "group.initial.rebalance.delay.ms", "0"));
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        postgres.close();
    }

    @BeforeEach
    void createPipeline() {
        pipeline = new Pipeline(broker.client(), postgres, settings());
        pipeline.createLocationTopic();
    }

    /** Of every writer. */
    Map<String, String> settings() {
        return Map.of();
    }

    @AfterEach
    void closePipeline() {
        if (!postgres.isRunning()) {
            postgres.restart();
        }
        pipeline.close();
    }

    @Test
    void killedWriterLeavesNothingHalfDone() {
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_COMMIT)) {
            WriterProcess first = pipeline.startWriter(Map.of(SESSION_NAME, TransactionGate.HELD));
            first.awaitLog("kind=FIRST_TIME");
            pipeline.send(10);
            gate.awaitHeld();
            first.kill();
            gate.open();
        }
        pipeline.send(10);

        pipeline.startWriter(Map.of());

        pipeline.awaitAllStoredOnce();
    }

    /** As it is after a kill between the commit of the database and that of Kafka, when nothing more is sent. */
    @Test
    @Tag("long")
    void aWriterThatResumesAtTheEndOfTheLogSaysThatEverythingIsStored() {
        WriterProcess first = pipeline.startWriter(Map.of());
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        pipeline.awaitCommitted(10);
        first.kill();
        pipeline.forgetCommits();

        pipeline.startWriter(Map.of());

        pipeline.awaitCommitted(10);
    }

    @Test
    void killedDatabasePausesReadingUntilItIsBack() {
        WriterProcess writer;
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_COMMIT)) {
            writer = pipeline.startWriter(Map.of(SESSION_NAME, TransactionGate.HELD));
            writer.awaitLog("kind=FIRST_TIME");
            pipeline.send(10);
            gate.awaitHeld();
            postgres.kill();
        }
        writer.awaitLog(PAUSED);
        assertThat(writer.isReady()).as("ready: a restart would not help").isTrue();
        assertThat(writer.get("/api/statistics").body().path("state").asText()).isEqualTo("PAUSED");
        // More than the consumer's session allows without a sign of life: it keeps polling.
        pipeline.send(10);

        postgres.restart();

        pipeline.awaitAllStoredOnce();
        writer.awaitLog("Reading goes on");
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
    }

    @Test
    void killedBrokerIsReadOnFromWhereItWas() {
        WriterProcess writer = pipeline.startWriter(Map.of());
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();

        broker.kill();
        broker.restart();

        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        assertThat(writer.log()).doesNotContain("STOPPED");
    }

    /** A batch that has been polled waits, too: only the cluster can say which log it came from. */
    @Test
    void killedBrokerPausesABatchThatHasBeenPolledUntilItIsBack() {
        WriterProcess writer;
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_COMMIT)) {
            // A rebalance would make the polled batch void.
            writer = pipeline.startWriter(Map.of(
                    SESSION_NAME, TransactionGate.HELD, "mp.messaging.incoming.ingest.session.timeout.ms", "60000"));
            writer.awaitLog("kind=FIRST_TIME");
            pipeline.send(1);
            gate.awaitHeld();
            long inTheTransactionAtMost = pipeline.sent();
            pipeline.send(10);
            await().atMost(Duration.ofSeconds(60)).until(() -> writer.polledRecords() > inTheTransactionAtMost);
            broker.kill();
            gate.open();
        }
        writer.awaitLog("Reading pauses until the cluster confirms the topics' ids");
        assertThat(writer.get("/api/statistics").body().path("state").asText()).isEqualTo("PAUSED");
        assertThat(pipeline.rows()).isLessThanOrEqualTo(3);

        broker.restart();

        pipeline.awaitAllStoredOnce();
        writer.awaitLog("Reading goes on");
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
    }

    /** Nobody makes time partitions meanwhile, and more of them come due than there were ahead. */
    @Tag("long")
    @Test
    void outageAcrossTimePartitionsFindsAPlaceForEveryRecord() {
        Duration width = Duration.ofMinutes(5);
        int ahead = 2;
        pipeline.startWriter(Map.of(
                "delivery.partitions.width", width.toString(),
                "delivery.partitions.ahead", Integer.toString(ahead)));
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        assertThat(pipeline.timePartitions()).isGreaterThanOrEqualTo(1 + ahead);
        postgres.kill();
        Instant begin = Instant.now();
        for (int widths = 0; widths <= ahead + 3; widths++) {
            pipeline.sendAt(begin.plus(width.multipliedBy(widths)));
        }

        postgres.restart();

        pipeline.awaitAllStoredOnce();
        assertThat(pipeline.timePartitions()).isGreaterThanOrEqualTo(1 + ahead + 3);
    }

    @Test
    void writerWaitsForADatabaseThatIsNotThereYet() {
        pipeline.send(10);
        postgres.stop();
        WriterProcess writer = pipeline.startWriter(Map.of());
        writer.awaitLog("Waiting for the database");
        assertThat(writer.isAlive()).isTrue();

        postgres.restart();

        pipeline.awaitAllStoredOnce();
    }

    @Test
    void writerThatWaitsForADatabaseEndsWhenItIsAskedTo() {
        postgres.stop();
        WriterProcess writer = pipeline.startWriter(Map.of());
        writer.awaitLog("Waiting for the database");

        writer.askToEnd();

        writer.awaitExit();
    }
}
