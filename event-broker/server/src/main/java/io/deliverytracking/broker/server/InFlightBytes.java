package io.deliverytracking.broker.server;

import java.util.ArrayDeque;

/**
 * Bytes of requests that were received and not yet answered, of all connections together.
 *
 * <p>A connection that finds the budget used up stops reading and queues here; as answers free bytes, waiting
 * connections go on in the order they came. One request over the limit is let in: a limit below a request's size would
 * otherwise never let it pass.
 *
 * <p>Threading: confined to the lane.
 */
final class InFlightBytes {

    private final long limitBytes;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private long bytes;

    /** A budget; a negative limit is none. */
    InFlightBytes(long limitBytes) {
        this.limitBytes = limitBytes < 0 ? Long.MAX_VALUE : limitBytes;
    }

    boolean isExhausted() {
        return bytes >= limitBytes;
    }

    long bytes() {
        return bytes;
    }

    void acquire(int requestBytes) {
        bytes += requestBytes;
    }

    /** Calls {@code resume} once when bytes are free again. */
    void awaitFree(Runnable resume) {
        waiting.add(resume);
    }

    void release(int requestBytes) {
        bytes -= requestBytes;
        while (!waiting.isEmpty() && !isExhausted()) {
            waiting.remove().run();
        }
    }
}
