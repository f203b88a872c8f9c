package io.deliverytracking.analytics.domain;

/**
 * An offset of a partition, and how far event time had got in the partition before it. Whoever reads on from here takes the
 * same events for late as whoever has read all before.
 *
 * @param watermarkMs in milliseconds since the epoch; {@link Long#MIN_VALUE} before the first event
 */
record LogPlace(long offset, long watermarkMs) {

    LogPlace orEarlier(LogPlace other) {
        return other.offset < offset ? other : this;
    }
}
