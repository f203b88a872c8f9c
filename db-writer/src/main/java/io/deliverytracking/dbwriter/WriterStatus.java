package io.deliverytracking.dbwriter;

import jakarta.inject.Singleton;
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

    private volatile Snapshot current = new Snapshot(State.STARTING, Instant.now(), null);

    public Snapshot get() {
        return current;
    }

    public synchronized void become(State state, @Nullable String reason) {
        Snapshot before = current;
        if (before.state() != State.STOPPED) {
            current = new Snapshot(state, before.state() == state ? before.since() : Instant.now(), reason);
        }
    }
}
