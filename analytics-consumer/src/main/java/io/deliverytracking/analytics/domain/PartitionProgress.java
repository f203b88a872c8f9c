package io.deliverytracking.analytics.domain;

import java.util.TreeMap;

/**
 * How far event time has got in one partition, and from where its open windows could be rebuilt.
 *
 * <p>The watermark is the newest event time seen less the allowed disorder; it never goes back. Whether an event is late
 * is a question to the watermark of its <em>own</em> partition at its own offset: the answer depends on the log alone and
 * not on how the reader's polls interleaved the partitions, so reading the log again gives the same answer.
 *
 * <p>For every minute that is still open it remembers the first offset that went into it; the earliest of these and of the
 * orders that are under way is the {@link RebuildPoint}.
 *
 * <p>Confined to the reader's thread.
 */
final class PartitionProgress {

    private final long outOfOrdernessMs;
    private final long countedBefore;
    private final TreeMap<Long, LogPlace> firstByMinute = new TreeMap<>();

    /** The minute of the last contribution: nearly always the next one's too. */
    private long lastMinute = Long.MIN_VALUE;

    private long position;
    private long watermarkMs;
    private long silentMs;

    PartitionProgress(RebuildPoint from, long outOfOrdernessMs) {
        this.outOfOrdernessMs = outOfOrdernessMs;
        this.countedBefore = from.position();
        this.position = from.offset();
        this.watermarkMs = from.watermarkMs();
    }

    long watermarkMs() {
        return watermarkMs;
    }

    long position() {
        return position;
    }

    /** Whether the event at {@code offset} had been counted before a restart. */
    boolean countedBefore(long offset) {
        return offset < countedBefore;
    }

    /** The event at {@code offset} went into {@code minute}. */
    void contributed(long minute, long offset) {
        if (minute != lastMinute) {
            firstByMinute.putIfAbsent(minute, placeOf(offset));
            lastMinute = minute;
        }
    }

    /** The place of the event at {@code offset}, which has not been dealt with. */
    LogPlace placeOf(long offset) {
        return new LogPlace(offset, watermarkMs);
    }

    /** The event at {@code offset} has been dealt with; it says that event time has got to {@code eventTimeMs}. */
    void advance(long offset, long eventTimeMs) {
        position = offset + 1;
        watermarkMs = Math.max(watermarkMs, eventTimeMs - outOfOrdernessMs);
        silentMs = 0;
    }

    /** The event at {@code offset} has been dealt with, and says nothing about event time. */
    void skip(long offset) {
        position = offset + 1;
        silentMs = 0;
    }

    /** Others delivered for {@code elapsedMs} and this partition may have been silent. */
    void othersDelivered(long elapsedMs) {
        silentMs += elapsedMs;
    }

    boolean silentFor(long durationMs) {
        return silentMs >= durationMs;
    }

    /** Minutes before {@code minute} are closed. */
    void closedBefore(long minute) {
        firstByMinute.headMap(minute).clear();
        lastMinute = Long.MIN_VALUE;
    }

    /** Where the first event stands that went into a minute that is open; the position if there is none. */
    LogPlace firstOfOpenMinutes() {
        LogPlace earliest = placeOf(position);
        for (LogPlace first : firstByMinute.values()) {
            earliest = earliest.orEarlier(first);
        }
        return earliest;
    }

    RebuildPoint rebuildPoint(LogPlace from, long closedSecond) {
        return new RebuildPoint(from.offset(), countedUpTo(), closedSecond, from.watermarkMs());
    }

    /** The next offset that has not been counted, by this reader or one before. */
    long countedUpTo() {
        return Math.max(position, countedBefore);
    }
}
