package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.LiveMap;

/** The riders of a box as JSON: each message holds the whole current state. */
record BoxFeed(Subscription.OfBox watched, LiveMap map, LiveMessages messages) implements Feed {

    @Override
    public long version(long nowMs) {
        return map.version();
    }

    @Override
    public Message next(long nowMs, long skipped) {
        return new Message.Text(messages.box(map.ridersIn(watched.box(), watched.limit()), nowMs, skipped));
    }
}
