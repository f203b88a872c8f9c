package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.LiveMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client: what it watches, and whether it may be sent something now.
 *
 * <pre>
 *            tick, something changed                 tick: skipped + 1
 *   IDLE ------------------------------> IN FLIGHT ------------------> (stays)
 *     ^                                     |   |
 *     '---------- the socket took it -------'   '---- in flight for too long: closed with 1013
 * </pre>
 *
 * <p>Invariant: at most one message is on its way, and each is made from the map at the moment of sending. So a slow client
 * costs one message of memory whatever its interval, and what it gets next is the newest state.
 *
 * <p>Threading: confined to one thread, which {@code ownThread} brings completions back to.
 */
final class Watcher {

    /** RFC 6455 registry of close codes: try again later. */
    static final int TRY_AGAIN_LATER = 1013;

    private final LiveMap map;
    private final LiveMessages messages;
    private final Outbox outbox;
    private final Executor ownThread;
    private final long stallTimeoutNs;

    private @Nullable Subscription subscription;
    private boolean inFlight;
    private boolean closed;
    private boolean answered;
    private long lastVersion;
    private long sentNs;
    private long skipped;

    Watcher(LiveMap map, LiveMessages messages, Outbox outbox, Executor ownThread, long stallTimeoutNs) {
        this.map = map;
        this.messages = messages;
        this.outbox = outbox;
        this.ownThread = ownThread;
        this.stallTimeoutNs = stallTimeoutNs;
    }

    /** Watches something else from now on, or nothing; the next tick answers whether or not anything changed. */
    void watch(@Nullable Subscription next) {
        subscription = next;
        answered = false;
    }

    /** A moment at which the client may be sent something. */
    void onTick(long nowNs, long nowMs) {
        Subscription current = subscription;
        if (current == null || closed) {
            return;
        }
        if (inFlight) {
            skipped++;
            closeIfStalled(nowNs);
            return;
        }
        // Read before the state: what changes in between is sent once more, never left out.
        long version = current.version(map);
        if (answered && version == lastVersion) {
            return;
        }
        answered = true;
        lastVersion = version;
        send(current.message(map, messages, nowMs, skipped), nowNs);
    }

    private void send(String message, long nowNs) {
        skipped = 0;
        inFlight = true;
        sentNs = nowNs;
        // A failed send needs no care of its own: the connection is gone, and its end removes this watcher.
        outbox.send(message).whenCompleteAsync((done, fault) -> inFlight = false, ownThread);
    }

    private void closeIfStalled(long nowNs) {
        if (nowNs - sentNs > stallTimeoutNs) {
            closed = true;
            outbox.close(TRY_AGAIN_LATER, "messages were not read");
        }
    }
}
