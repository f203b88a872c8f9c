package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.frame.CellFrames;
import io.deliverytracking.location.frame.FrameStream;
import io.deliverytracking.location.frame.RiderFrames;

/**
 * What a client watches, and how often it wants to hear at most. One a client; a new one replaces the old one.
 *
 * <p>Immutable. Intervals and limits have been checked against the configured bounds.
 */
sealed interface Subscription {

    long intervalMs();

    WatchMode mode();

    /** Begins it. */
    Feed open(Sources sources);

    /** One rider. */
    record OfRider(int riderId, long intervalMs) implements Subscription {

        @Override
        public WatchMode mode() {
            return WatchMode.RIDER;
        }

        @Override
        public Feed open(Sources sources) {
            return new RiderFeed(this, sources.map(), sources.messages());
        }
    }

    /** The riders in a box, at most {@code limit} of them listed. Any movement anywhere counts as a change. */
    record OfBox(GeoBox box, int limit, long intervalMs) implements Subscription {

        @Override
        public WatchMode mode() {
            return WatchMode.BOX;
        }

        @Override
        public Feed open(Sources sources) {
            return new BoxFeed(this, sources.map(), sources.messages());
        }
    }

    /** The riders in a box in binary frames, at most {@code limit} of them shown. */
    record OfMapRiders(int id, GeoBox box, int limit, long intervalMs) implements Subscription {

        @Override
        public WatchMode mode() {
            return WatchMode.MAP_RIDERS;
        }

        @Override
        public Feed open(Sources sources) {
            FrameStream frames =
                    new RiderFrames(id, box, limit, sources.statistics().ages());
            return new MapFeed(sources, frames);
        }
    }

    /** The riders in a box counted by cell, in binary frames. */
    record OfMapCells(int id, GeoBox box, int columns, int rows, long intervalMs) implements Subscription {

        @Override
        public WatchMode mode() {
            return WatchMode.MAP_CELLS;
        }

        @Override
        public Feed open(Sources sources) {
            return new MapFeed(sources, new CellFrames(id, box, columns, rows, sources.counts()));
        }
    }
}
