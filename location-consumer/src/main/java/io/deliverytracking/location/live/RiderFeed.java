package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.RiderPosition;

/** One rider as JSON: each message holds the whole current state. */
record RiderFeed(Subscription.OfRider watched, LiveMap map, LiveMessages messages) implements Feed {

    private static final long UNKNOWN = -1;

    @Override
    public long version(long nowMs) {
        return map.rider(watched.riderId()).map(RiderPosition::version).orElse(UNKNOWN);
    }

    @Override
    public Message next(long nowMs, long skipped) {
        int rider = watched.riderId();
        return new Message.Text(messages.rider(rider, map.rider(rider), nowMs, skipped));
    }
}
