package io.deliverytracking.dbwriter.process;

import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Writers and database are killed at random under a flow of events, and every event is accounted for afterwards: one row,
 * one dead letter or one state of an order, the last position of every rider, offsets at the logs' ends.
 *
 * <p>Each run takes another seed; {@code -Dkills.seed=} repeats the choices of one.
 */
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres(exclusive = true)
class RandomKillsIT {
    private static final Logger LOG = Logger.getLogger(RandomKillsIT.class);

    /**
     * Transactions are stretched between their rows and their commit, up to 0.3 s, so that about every other kill falls
     * there: at full speed a writer rests most of the time here.
     */
    private static final String STRETCH_TRANSACTIONS = """
            CREATE FUNCTION stretch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_sleep(random() * 0.3);
                RETURN NULL;
            END $$;
            CREATE TRIGGER stretch AFTER UPDATE OF next_offset ON ingest_offset
                FOR EACH STATEMENT EXECUTE FUNCTION stretch()
            """;

    /** Time partitions end, are indexed and made ahead while everybody is killed. */
    private static final Map<String, String> SETTINGS = Map.of(
            "delivery.partitions.width", "10s",
            "delivery.partitions.maintenance-interval", "1s",
            "delivery.current.flush-interval", "1s",
            "delivery.dead-letters.publish-interval", "1s",
            "delivery.database.idle-in-transaction-timeout", "3s");

    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres);
        pipeline.createLocationTopic();
        pipeline.database().execute(EventFlow.REFUSE_POISON);
        pipeline.database().execute(STRETCH_TRANSACTIONS);
    }

    @AfterEach
    void closePipeline(PostgresServer postgres) {
        if (!postgres.isRunning()) {
            postgres.restart();
        }
        pipeline.close();
    }

    @Test
    void theAccountBalancesAfterTenKills(PostgresServer postgres) throws Exception {
        balancesAfterKills(postgres, 10, seed());
    }

    /** 200 in all. */
    @RepeatedTest(10)
    @Tag("long")
    void theAccountBalancesAfterTwentyKills(RepetitionInfo repetition, PostgresServer postgres) throws Exception {
        balancesAfterKills(postgres, 20, seed() + repetition.getCurrentRepetition());
    }

    private static long seed() {
        return Long.getLong("kills.seed", System.nanoTime());
    }

    private void balancesAfterKills(PostgresServer postgres, int kills, long seed) throws Exception {
        long startNs = System.nanoTime();
        Random random = new Random(seed);
        try (EventFlow flow = new EventFlow(pipeline, random.nextLong())) {
            WriterCrew crew = new WriterCrew(pipeline, SETTINGS, random);
            FaultScene scene = new FaultScene(pipeline, postgres, flow, crew, random);
            try {
                scene.begin();
                while (scene.kills() < kills) {
                    scene.next();
                }
                flow.end();
                new EventReckoning(pipeline, flow.ledger()).awaitBalanced();
                crew.awaitReady();
                crew.assertNobodyGaveUp();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "-Dkills.seed=" + seed + " does not balance after " + scene.history() + "\n" + crew.lastWords(),
                        e);
            }
            LOG.infof(
                    "Balanced seed=%d kills=%d events=%d deadLetters=%d duration=%s faults=%s",
                    seed,
                    scene.kills(),
                    flow.ledger().acknowledged(),
                    flow.ledger().deadLetters().size(),
                    Duration.ofNanos(System.nanoTime() - startNs),
                    scene.history());
        }
    }
}
