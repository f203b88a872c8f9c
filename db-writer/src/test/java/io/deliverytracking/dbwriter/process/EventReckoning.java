package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.persistence.TestSchema;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what SQL finds with what was acknowledged: every row, order and dead letter, one by one, and where each log is
 * stored up to.
 */
final class EventReckoning {
    /** On a busy machine a backlog takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int SAMPLES = 10;

    private final Pipeline pipeline;
    private final PostgresDatabase database;
    private final EventLedger ledger;

    /** A reckoning of {@code ledger}, to which nothing is added any more. */
    EventReckoning(Pipeline pipeline, EventLedger ledger) {
        this.pipeline = pipeline;
        this.database = pipeline.database();
        this.ledger = ledger;
    }

    /** Waits until the writers are at the end of every log, and checks that the account balances. */
    void awaitBalanced() throws SQLException {
        LogClient log = pipeline.log();
        assertThat(log.endOffset(pipeline.locations()) + log.endOffset(pipeline.orders()))
                .as("records in the log: those of the ledger")
                .isEqualTo(ledger.endOffsetsSum());
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(
                        () -> assertSame("stored offsets and the logs' ends", ledger.endOffsets(), storedOffsets()));

        assertSame(
                "rows",
                ledger.rows(),
                query("SELECT kafka_partition, kafka_offset, rider_id, sequence FROM rider_location"));
        assertSame(
                "dead letters",
                ledger.deadLetters(),
                query("SELECT topic || '-' || kafka_partition || '-' || kafka_offset FROM dead_letter"));
        assertSame(
                "orders",
                ledger.orders(),
                query("SELECT order_id, state, num_nonnulls(accepted_at, ready_at, picked_up_at, delivered_at,"
                        + " cancelled_at) FROM delivery"));
        assertSame("gaps", List.of(), query("SELECT topic, partition, from_offset FROM ingest_gap"));

        // These two are written by the clock, after the rows.
        await().atMost(PATIENCE).untilAsserted(this::assertCurrentPositions);
        await().atMost(PATIENCE)
                .until(() -> database.queryLong("SELECT count(*) FROM dead_letter WHERE published_at IS NULL") == 0);
        assertSame("dead letters in their topic", ledger.deadLetters(), publishedDeadLetters());
    }

    private void assertCurrentPositions() throws SQLException {
        assertSame(
                "current positions", ledger.currentPositions(), query("SELECT rider_id, sequence FROM rider_current"));
    }

    /** Each once, however often it was published: that is at least once. */
    private List<String> publishedDeadLetters() {
        String topic = pipeline.deadLetters();
        return pipeline.log().read(topic, Math.toIntExact(pipeline.log().endOffset(topic))).stream()
                .map(letter -> new String(letter.key(), StandardCharsets.UTF_8))
                .distinct()
                .toList();
    }

    private List<String> storedOffsets() throws SQLException {
        // Of a partition that nothing was sent to there is nothing in the ledger either.
        return query("SELECT topic, partition, next_offset FROM ingest_offset WHERE next_offset > 0");
    }

    private List<String> query(String sql) throws SQLException {
        return TestSchema.query(database, sql);
    }

    /** As bags: the order does not count, repetitions do. */
    private static void assertSame(String what, Collection<String> expected, Collection<String> found) {
        Map<String, Integer> balance = new HashMap<>();
        expected.forEach(line -> balance.merge(line, 1, Integer::sum));
        found.forEach(line -> balance.merge(line, -1, Integer::sum));
        List<String> missing = new ArrayList<>();
        List<String> tooMany = new ArrayList<>();
        balance.forEach((line, count) -> {
            if (count != 0) {
                (count > 0 ? missing : tooMany).add(line);
            }
        });
        assertThat(missing.size() + tooMany.size())
                .as(
                        "%s: of %d missing %d: %s, too many %d: %s",
                        what, expected.size(), missing.size(), samples(missing), tooMany.size(), samples(tooMany))
                .isZero();
    }

    private static List<String> samples(List<String> lines) {
        return lines.stream().sorted().limit(SAMPLES).toList();
    }
}
