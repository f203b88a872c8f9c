package io.deliverytracking.broker.purgatory;

import org.jspecify.annotations.Nullable;

/** The watchers of one key, the longest waiting first. */
final class WatchList {

    @Nullable
    Watch first;

    private @Nullable Watch last;

    void add(Watch watch) {
        Watch tail = last;
        watch.previous = tail;
        if (tail == null) {
            first = watch;
        } else {
            tail.next = watch;
        }
        last = watch;
    }

    void remove(Watch watch) {
        Watch before = watch.previous;
        Watch after = watch.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        watch.previous = null;
        watch.next = null;
    }

    boolean isEmpty() {
        return first == null;
    }
}
