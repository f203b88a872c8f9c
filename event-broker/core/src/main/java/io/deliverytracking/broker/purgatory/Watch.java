package io.deliverytracking.broker.purgatory;

import org.jspecify.annotations.Nullable;

/**
 * One operation's place in the list of watchers of one key: a node of a doubly linked list, so that an operation that
 * ends leaves all its lists at once and no list ever holds the dead.
 */
final class Watch {

    static final Watch[] NONE = {};

    final ParkedOperation operation;
    final int index;
    final WatchList list;

    @Nullable
    Watch previous;

    @Nullable
    Watch next;

    Watch(ParkedOperation operation, int index, WatchList list) {
        this.operation = operation;
        this.index = index;
        this.list = list;
    }
}
