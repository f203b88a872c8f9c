package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.persistence.HeldSelect;
import io.deliverytracking.dbwriter.persistence.TestSchema;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody holds a SELECT open on the table whose partitions are made and dropped every second. Retention waits for him;
 * ingest, other users, and a writer that starts meanwhile wait for nobody.
 */
@Tag("long")
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class HeldSelectIT {
    private static final Map<String, String> SETTINGS = Map.of(
            "delivery.partitions.width", "1s",
            "delivery.partitions.retention", "5s",
            "delivery.partitions.maintenance-interval", "500ms",
            "delivery.database.lock-timeout", "500ms");

    private static final Duration POLL = Duration.ofMillis(500);

    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres);
        pipeline.createLocationTopic();
        pipeline.database().execute(EventFlow.REFUSE_POISON);
    }

    @AfterEach
    void closePipeline() {
        pipeline.close();
    }

    @Test
    void aSelectThatIsHeldOpenMakesRetentionWaitAndNobodyElse() throws Exception {
        holdWhileTimePartitionsFill(5);
    }

    /** Each of them takes a second. */
    @Test
    void aSelectThatIsHeldOpenForAMinuteMakesRetentionWaitAndNobodyElse() throws Exception {
        holdWhileTimePartitionsFill(60);
    }

    private void holdWhileTimePartitionsFill(int count) throws Exception {
        WriterProcess writer = pipeline.startWriter(SETTINGS);
        // What is as old as retention before it is read has a time partition at the mercy of the SELECT.
        patience(count).until(writer::isReady);
        try (EventFlow flow = new EventFlow(pipeline, 1);
                Foreground foreground = new Foreground(pipeline.database())) {
            patience(count).until(() -> dropped() > 0);
            long newest = newestRowMs();
            long roundsBefore = foreground.rounds();
            try (HeldSelect select = HeldSelect.running(pipeline.database())) {
                patience(count)
                        .untilAsserted(() -> assertThat(newestRowMs())
                                .as("time of the newest row; the writer's log: %s", writer.log())
                                .isGreaterThan(newest + count * 1000L));
                patience(count).until(() -> count("detach_pending") == 1);

                WriterProcess late = pipeline.startWriter(SETTINGS);
                patience(count).until(late::isReady);
                pipeline.awaitMembersWithPartitions(2);
                assertNeverHeldUp(late);
                select.awaitOlderThan(Duration.ofSeconds(count));
            }
            assertThat(foreground.rounds()).isGreaterThan(roundsBefore);
            foreground.assertUndisturbed();
            assertNeverHeldUp(writer);

            patience(count).until(() -> count("range_start < to_timestamp(" + newest / 1000 + ")") == 0);
            flow.end();
            patience(count)
                    .untilAsserted(() -> assertThat(TestSchema.query(pipeline.database(), """
                            SELECT rider_id, sum(n), min(lowest), max(highest), sum(total) FROM (
                                SELECT rider_id, count(*) AS n, min(sequence) AS lowest, max(sequence) AS highest,
                                    sum(sequence) AS total FROM rider_location GROUP BY rider_id
                                UNION ALL
                                SELECT rider_id, row_count, min_sequence, max_sequence, sequence_sum
                                FROM rider_location_dropped) r
                            GROUP BY rider_id ORDER BY rider_id"""))
                            .as("rider, rows, lowest and highest sequence, their sum")
                            .isEqualTo(flow.ledger().sumsByRider()));
        }
    }

    /** Whatever it waits for a lock for half a second for is a failure, after which it tries again. */
    private static void assertNeverHeldUp(WriterProcess writer) {
        assertThat(writer.metrics()).contains("dbwriter_store_failures_total 0.0");
    }

    private long newestRowMs() {
        return pipeline.database().queryLong("SELECT 1000 * extract(epoch FROM max(record_time)) FROM rider_location");
    }

    private long dropped() {
        return pipeline.database().queryLong("SELECT sum(row_count) FROM rider_location_dropped");
    }

    private long count(String condition) {
        return pipeline.database().queryLong("SELECT count(*) FROM rider_location_partition WHERE " + condition);
    }

    private static ConditionFactory patience(int seconds) {
        return await().atMost(Duration.ofSeconds(60 + seconds)).pollInterval(POLL);
    }
}
