package io.deliverytracking.location.live;

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
 * <p>Invariant: at most one state and one fault are on their way, and each state is made at the moment of sending. So
 * a slow client costs one message of memory whatever its interval and whatever it says, and what it gets next is the newest
 * state. While all clients together hold {@linkplain Unread too much} nobody is sent a state.
 *
 * <p>Threading: confined to one thread, which {@code ownThread} brings completions back to.
 */
final class Watcher {

    /** RFC 6455 registry of close codes: try again later. */
    static final int TRY_AGAIN_LATER = 1013;

    /** In nanoseconds: after which an unread message ends the connection, and what lies between two states at least. */
    record Limits(long stallTimeoutNs, long shortestIntervalNs) {}

    private final Outbox outbox;
    private final Executor ownThread;
    private final Limits limits;
    private final Unread unread;
    private final PushStatistics statistics;

    private @Nullable Feed feed;
    private boolean inFlight;
    private boolean faultInFlight;
    private boolean closed;
    private boolean answered;
    private boolean everSent;
    private long lastVersion;
    private long sentNs;
    private long skipped;
    private long heldBytes;

    Watcher(Outbox outbox, Executor ownThread, Limits limits, Unread unread, PushStatistics statistics) {
        this.outbox = outbox;
        this.ownThread = ownThread;
        this.limits = limits;
        this.unread = unread;
        this.statistics = statistics;
    }

    /** Watches something else from now on, or nothing; the next tick answers whether or not anything changed. */
    void watch(@Nullable Feed next) {
        feed = next;
        answered = false;
    }

    /** For how long the next tick has to wait: a client that subscribes again and again hears no more often for it. */
    long restNs(long nowNs) {
        return everSent ? Math.max(0, sentNs + limits.shortestIntervalNs() - nowNs) : 0;
    }

    /** A moment at which the client may be sent something. */
    void onTick(long nowNs, long nowMs) {
        Feed current = feed;
        if (current == null || closed) {
            return;
        }
        if (inFlight) {
            skip();
            closeIfStalled(nowNs);
            return;
        }
        if (!current.isReady()) {
            return;
        }
        // Read before the state: what changes in between is sent once more, never left out.
        long version = current.version(nowMs);
        if (answered && version == lastVersion) {
            return;
        }
        if (unread.isTooMuch()) {
            skip();
            return;
        }
        answered = true;
        lastVersion = version;
        send(current.next(nowMs, skipped), nowNs);
    }

    /** Tells the client what was wrong with its words. One that has yet to read of its last fault is told no other. */
    void tell(String fault) {
        if (faultInFlight || closed) {
            return;
        }
        faultInFlight = true;
        outbox.send(fault).whenCompleteAsync((done, failure) -> faultInFlight = false, ownThread);
    }

    /** The client is gone: nothing is sent to it any more, and what it had not read is nobody's. */
    void end() {
        closed = true;
        release();
    }

    private void send(Message message, long nowNs) {
        skipped = 0;
        inFlight = true;
        everSent = true;
        sentNs = nowNs;
        heldBytes = message.bytes();
        unread.add(heldBytes);
        statistics.message(heldBytes);
        // A failed send needs no care of its own: the connection is gone, and its end removes this watcher.
        message.sendTo(outbox)
                .whenCompleteAsync(
                        (done, fault) -> {
                            inFlight = false;
                            release();
                        },
                        ownThread);
    }

    private void skip() {
        skipped++;
        statistics.skipped();
    }

    private void release() {
        unread.remove(heldBytes);
        heldBytes = 0;
    }

    private void closeIfStalled(long nowNs) {
        if (nowNs - sentNs > limits.stallTimeoutNs()) {
            // What it holds is nobody's from now on: the others must not wait for a connection that may take long to
            // end.
            end();
            outbox.close(TRY_AGAIN_LATER, "messages were not read");
        }
    }
}
