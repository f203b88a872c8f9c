package io.deliverytracking.location.live;

/**
 * How many bytes of states are on their way to all clients together, held against a bound: one message a client is little,
 * one message for each of a thousand clients that do not read is not.
 *
 * <p>Invariant: at most the bound and one message more.
 *
 * <p>Confined to the thread of the watchers.
 */
final class Unread {

    private final long maxBytes;
    private long bytes;

    Unread(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean isTooMuch() {
        return bytes >= maxBytes;
    }

    void add(long more) {
        bytes += more;
    }

    void remove(long less) {
        bytes -= less;
    }
}
