package io.deliverytracking.dbwriter.process;

import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.persistence.TestSchema;
import io.deliverytracking.testkit.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One pipeline under a flow of events, from which somebody is taken away again and again: whom, how and when is chosen by
 * a seed.
 *
 * <p>Every fault comes up, in any order, before one does for the second time. The moment is either amid the work, after
 * some more of it was stored, or so soon that what the last fault broke is not whole yet. Between faults writers come and
 * go in good order, two or three at a time.
 *
 * <p>The same seed makes the same choices, not the same moments: processes are not that obedient.
 *
 * <p>Threading: the test's thread.
 */
final class FaultScene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int CREW = 2;

    /** A second's events: outages are shorter, work between two faults, too. */
    private static final int MOST_RECORDS = 2_000;

    private final Pipeline pipeline;
    private final PostgresServer postgres;
    private final EventFlow flow;
    private final WriterCrew crew;
    private final Random random;
    private final List<Fault> deck = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private int kills;

    FaultScene(Pipeline pipeline, PostgresServer postgres, EventFlow flow, WriterCrew crew, Random random) {
        this.pipeline = pipeline;
        this.postgres = postgres;
        this.flow = flow;
        this.crew = crew;
        this.random = random;
    }

    WriterCrew crew() {
        return crew;
    }

    PostgresServer postgres() {
        return postgres;
    }

    /** How often somebody was taken away by now. */
    int kills() {
        return kills;
    }

    /** What was done to whom, in its order. */
    List<String> history() {
        return List.copyOf(history);
    }

    /** Has the writers come, and waits until they store. */
    void begin() {
        for (int i = 0; i < CREW; i++) {
            crew.join();
        }
        awaitStored(1);
    }

    /** Waits for a moment, and takes somebody away. */
    void next() {
        awaitMoment();
        crew.assertNobodyGaveUp();
        strike(draw());
        crew.assertNobodyGaveUp();
        comeOrGo();
    }

    private Fault draw() {
        if (deck.isEmpty()) {
            deck.addAll(Arrays.asList(Fault.values()));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private void strike(Fault fault) {
        kills++;
        // Said before it is done: what it is done to may never come back.
        history.add(fault.name());
        history.set(history.size() - 1, fault + " " + fault.strike(this));
    }

    private void comeOrGo() {
        if (random.nextInt(3) > 0) {
            return;
        }
        history.add(crew.size() > CREW ? crew.leave() + " leaves" : crew.join() + " joins");
    }

    private void awaitMoment() {
        if (random.nextInt(4) == 0) {
            awaitAcknowledged(random.nextInt(MOST_RECORDS / 10));
        } else {
            awaitStored(1 + random.nextInt(MOST_RECORDS));
        }
    }

    private void awaitAcknowledged(int more) {
        long enough = flow.ledger().acknowledged() + more;
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> flow.ledger().acknowledged() >= enough);
    }

    /** Counted from now, and by what the database says. */
    private void awaitStored(int more) {
        List<Long> start = new ArrayList<>();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                // It may still recover from the last fault.
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> {
                    long stored = pipeline.storedOffsetsSum();
                    if (start.isEmpty()) {
                        start.add(stored);
                    }
                    return stored >= start.get(0) + more;
                });
    }

    /** The server is down for a while, in which a writer may be killed, too; then it is started again. */
    String outage() {
        awaitAcknowledged(random.nextInt(MOST_RECORDS));
        String meanwhile = "";
        if (random.nextBoolean()) {
            kills++;
            meanwhile = "meanwhile " + Fault.WRITER_KILLED + " " + crew.killAny();
            awaitAcknowledged(random.nextInt(MOST_RECORDS));
        }
        postgres.restart();
        return meanwhile;
    }

    String terminateAnySession() {
        long session = anySession();
        pipeline.database().execute("SELECT pg_terminate_backend(" + session + ")");
        return "session " + session;
    }

    String killAnyBackend() {
        long session = anySession();
        postgres.killBackend(session);
        return "session " + session;
    }

    /** One of the writers' sessions, which is at work. */
    private long anySession() {
        List<String> sessions = await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(
                        () -> TestSchema.query(
                                pipeline.database(),
                                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND application_name = 'db-writer' AND state <> 'idle' ORDER BY pid"),
                        found -> !found.isEmpty());
        return Long.parseLong(sessions.get(random.nextInt(sessions.size())));
    }
}
