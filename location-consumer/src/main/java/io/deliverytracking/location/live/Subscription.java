package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.RiderPosition;

/**
 * What a client watches, and how often it wants to hear at most. One a client; a new one replaces the old one.
 *
 * <p>Immutable. Intervals and limits have been checked against the configured bounds.
 */
sealed interface Subscription {

    long intervalMs();

    /** Changes when what is watched may have changed; reads little. */
    long version(LiveMap map);

    /** The whole current state as a message. */
    String message(LiveMap map, LiveMessages messages, long atMs, long skipped);

    /** One rider. */
    record OfRider(int riderId, long intervalMs) implements Subscription {

        private static final long UNKNOWN = -1;

        @Override
        public long version(LiveMap map) {
            return map.rider(riderId).map(RiderPosition::version).orElse(UNKNOWN);
        }

        @Override
        public String message(LiveMap map, LiveMessages messages, long atMs, long skipped) {
            return messages.rider(riderId, map.rider(riderId), atMs, skipped);
        }
    }

    /** The riders in a box, at most {@code limit} of them listed. Any movement anywhere counts as a change. */
    record OfBox(GeoBox box, int limit, long intervalMs) implements Subscription {

        @Override
        public long version(LiveMap map) {
            return map.version();
        }

        @Override
        public String message(LiveMap map, LiveMessages messages, long atMs, long skipped) {
            return messages.box(map.ridersIn(box, limit), atMs, skipped);
        }
    }
}
