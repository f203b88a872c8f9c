package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.process.TransactionGate.Point;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two writers, the first of which freezes in its transaction (SIGSTOP) until the second has its partitions. What the
 * first knows is then out of date, and it cannot know that: only the fence can.
 */
@Tag("long")
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class FrozenWriterIT {
    private static final String SESSION_NAME = "quarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName";
    private static final String SESSION_TIMEOUT = "mp.messaging.incoming.ingest.session.timeout.ms";
    private static final String IDLE_IN_TRANSACTION_TIMEOUT = "delivery.database.idle-in-transaction-timeout";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres, settings());
        pipeline.createLocationTopic();
    }

    /** Of every writer. */
    Map<String, String> settings() {
        return Map.of();
    }

    @AfterEach
    void closePipeline() {
        pipeline.close();
    }

    @Test
    void commitOfAWriterThatFrozeBeforeTheFenceIsRefused() {
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_FENCE)) {
            // The server lets its session live: it is the fence that has to refuse the commit.
            WriterProcess first = pipeline.startWriter(
                    Map.of(SESSION_NAME, TransactionGate.HELD, IDLE_IN_TRANSACTION_TIMEOUT, "50s"));
            first.awaitLog("kind=FIRST_TIME");
            pipeline.send(10);
            gate.awaitHeld();
            first.freeze();
            // The second will read further, so it is not the same batch that is stored twice but an overlapping one.
            pipeline.send(5);

            // It keeps its partitions however slow the machine is, and so has nobody to lose a comparison to.
            WriterProcess second = pipeline.startWriter(Map.of(SESSION_TIMEOUT, "60000"));
            pipeline.awaitAllStoredOnce();
            assertThat(second.statistic("lostComparisons")).isZero();
            gate.open();
            gate.awaitIdleInTransaction();
            first.thaw();

            first.awaitLog("Another writer moved the stored offset");
            pipeline.awaitAllStoredOnce();
            theFirstGoesOn(first);
        }
    }

    @Test
    void writerThatFrozeBeforeItsCommitLosesItsSessionAndBlocksNobodyForLong() {
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_COMMIT)) {
            WriterProcess first =
                    pipeline.startWriter(Map.of(SESSION_NAME, TransactionGate.HELD, IDLE_IN_TRANSACTION_TIMEOUT, "3s"));
            first.awaitLog("kind=FIRST_TIME");
            pipeline.send(10);
            gate.awaitHeld();
            first.freeze();
            // The second will read further, so it is not the same batch that is stored twice but an overlapping one.
            pipeline.send(5);

            WriterProcess second = pipeline.startWriter(Map.of("delivery.database.lock-timeout", "200ms"));
            // It holds the lock on the offsets, so the second waits, and says why.
            second.awaitLog("Reading pauses until the database takes batches");
            gate.open();
            pipeline.awaitAllStoredOnce();
            await().atMost(PATIENCE).until(() -> gate.sessionsIdleInTransaction() == 0);
            first.thaw();

            first.awaitLog("Another writer moved the stored offset");
            pipeline.awaitAllStoredOnce();
            theFirstGoesOn(first);
        }
    }

    private void theFirstGoesOn(WriterProcess first) {
        pipeline.awaitMembersWithPartitions(2);
        // Partitions may change hands once more: what counts is that rows go through its own.
        await().atMost(PATIENCE).until(() -> {
            pipeline.send(1);
            return first.statistic("rows") > 0;
        });
        pipeline.awaitAllStoredOnce();
        assertThat(first.isReady()).isTrue();
    }
}
