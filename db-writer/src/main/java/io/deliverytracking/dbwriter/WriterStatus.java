package io.deliverytracking.dbwriter;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What state the writer is in, for health, statistics and logs.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>when</th></tr>
 * <tr><td>STARTING</td><td>WAITING_FOR_TOPICS</td><td>the database is ready</td></tr>
 * <tr><td>WAITING_FOR_TOPICS</td><td>RUNNING</td><td>the topics exist</td></tr>
 * <tr><td>RUNNING</td><td>PAUSED</td><td>the database does not take a batch, or the cluster does not confirm its
 * origin</td></tr>
 * <tr><td>RUNNING</td><td>PAUSED</td><td>a batch has been under way for {@value #SILENCE_S} s without an answer; RUNNING again
 * when there is one</td></tr>
 * <tr><td>PAUSED</td><td>RUNNING</td><td>they do again</td></tr>
 * <tr><td>any</td><td>STOPPED</td><td>going on could lose or double records; for good</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
@Singleton
public class WriterStatus {
    /** The states. */
    public enum State {
        STARTING,
        WAITING_FOR_TOPICS,
        RUNNING,
        PAUSED,
        STOPPED
    }

    /**
     * A state, since when, and why.
     *
     * @param reason absent while nothing is wrong
     */
    public record Snapshot(
            State state, Instant since, @Nullable String reason) {}

    /** Far more than a batch takes, and soon enough to be told of a database that is frozen. */
    static final int SILENCE_S = 5;

    private final Clock clock;
    private volatile Snapshot current;

    /** Since when a batch has been under way; null between two. */
    private volatile @Nullable Instant attemptSince;

    @Inject
    public WriterStatus() {
        this(Clock.systemUTC());
    }

    WriterStatus(Clock clock) {
        this.clock = clock;
        this.current = new Snapshot(State.STARTING, clock.instant(), null);
    }

    public Snapshot get() {
        Snapshot now = current;
        Instant since = attemptSince;
        if (now.state() == State.RUNNING
                && since != null
                && since.plusSeconds(SILENCE_S).isBefore(clock.instant())) {
            return new Snapshot(
                    State.PAUSED,
                    since,
                    "no answer to a batch since " + since
                            + ": the database hangs, or the cluster that is to confirm its origin");
        }
        return now;
    }

    /** A batch is handed to the database. */
    void attempting() {
        attemptSince = clock.instant();
    }

    /** The database has answered, or has failed to. */
    void attemptOver() {
        attemptSince = null;
    }

    public synchronized void become(State state, @Nullable String reason) {
        Snapshot before = current;
        if (before.state() != State.STOPPED) {
            current = new Snapshot(state, before.state() == state ? before.since() : clock.instant(), reason);
        }
    }
}
