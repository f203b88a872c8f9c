package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.dbwriter.process.TransactionGate.Point;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A writer that has to give way to a foreground whose bound nobody can keep: 20 microseconds for a durable commit. So it
 * is known without a clock what it does: it never grows, and it stores a backlog in small transactions.
 */
@Tag("long")
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class PacedWriterIT {
    /** What a writer that knows nothing yet takes at a time, see PaceControl: 25,000 rows a second in beats of 20 ms. */
    private static final int FIRST_TRANSACTION_ROWS = 500;

    private static final int PER_PARTITION = 3_000;
    private static final Map<String, String> PACED = Map.of(
            "delivery.ingest.policy", "foreground-first",
            "delivery.ingest.foreground-p99", "PT0.00002S",
            "delivery.ingest.max-lag", "1h",
            "delivery.ingest.settling", "0s");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SESSION_NAME = "quarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName";

    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres);
        pipeline.createLocationTopic();
        pipeline.send(PER_PARTITION);
    }

    @AfterEach
    void closePipeline() {
        pipeline.close();
    }

    @Test
    void aBacklogIsStoredOnceInSmallTransactionsWithPausesBetween() {
        WriterProcess writer = pipeline.startWriter(PACED);
        await().atMost(PATIENCE)
                .until(() -> pace(writer).path("state").asText().equals("YIELDING")
                        && pace(writer).path("pauseMs").asDouble() > 0);
        JsonNode pace = pace(writer);
        assertThat(pace.path("policy").asText()).isEqualTo("FOREGROUND_FIRST");
        assertThat(pace.path("foregroundBoundMs").asDouble()).isEqualTo(0.02);
        assertThat(pace.path("foregroundP99Ms").asDouble()).isGreaterThan(0.02);
        assertThat(pace.path("transactionRows").asInt()).isBetween(1, FIRST_TRANSACTION_ROWS);
        assertThat(pace.path("lagWins").asBoolean(true)).isFalse();
        assertThat(writer.metrics())
                .contains("dbwriter_pace_policy{policy=\"foreground_first\"} 1.0")
                .contains("dbwriter_foreground_bound_seconds 2.0E-5")
                .contains("dbwriter_pace_lag_wins 0.0");

        pipeline.awaitAllStoredOnce();

        assertThat(largestTransaction()).isLessThanOrEqualTo(FIRST_TRANSACTION_ROWS);
        assertThat(offsetsStored()).isEqualTo(pipeline.sent());
    }

    @Test
    void withoutAProbeTheWritersOwnCommitsSlowItDown() {
        WriterProcess writer = pipeline.startWriter(with(PACED, "delivery.ingest.probe", "false"));
        await().atMost(PATIENCE).until(() -> pace(writer).path("state").asText().equals("YIELDING"));

        pipeline.awaitAllStoredOnce();

        assertThat(largestTransaction()).isLessThanOrEqualTo(FIRST_TRANSACTION_ROWS);
        assertThat(pipeline.database().queryLong("SELECT sum(probes) FROM writer_probe"))
                .as("probes")
                .isZero();
    }

    @Test
    void killedBetweenTwoPartsOfAPollItGoesOnWithTheNext() {
        WriterProcess first = pipeline.startWriter(with(PACED, SESSION_NAME, TransactionGate.HELD));
        await().atMost(PATIENCE).until(() -> pipeline.rows() > 0);
        try (TransactionGate gate = TransactionGate.closed(pipeline.database(), Point.BEFORE_THE_COMMIT)) {
            gate.awaitHeld();
            assertThat(pipeline.rows()).isBetween(1L, pipeline.sent() - 1);
            first.kill();
            gate.open();
        }

        pipeline.startWriter(PACED);

        pipeline.awaitAllStoredOnce();
        assertThat(offsetsStored()).isEqualTo(pipeline.sent());
    }

    @Test
    void lagThatHasPassedItsLimitWinsAndIsWorkedOffAtOnce() {
        WriterProcess writer = pipeline.startWriter(with(PACED, "delivery.ingest.max-lag", "25ms"));

        writer.awaitLog("Lag wins");
        pipeline.awaitAllStoredOnce();

        assertThat(largestTransaction()).isGreaterThan(FIRST_TRANSACTION_ROWS);
    }

    private static JsonNode pace(WriterProcess writer) {
        return writer.get("/api/statistics").body().path("pace");
    }

    /** Rows of the largest transaction, by the transaction ids that the rows carry. */
    private long largestTransaction() {
        return pipeline.database()
                .queryLong("SELECT max(n) FROM (SELECT count(*) AS n FROM rider_location GROUP BY xmin) t");
    }

    private long offsetsStored() {
        return pipeline.database()
                .queryLong("SELECT sum(next_offset) FROM ingest_offset WHERE topic = '" + pipeline.locations() + "'");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        return changed;
    }
}
