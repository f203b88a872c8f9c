package io.deliverytracking.analytics.domain;

import java.util.Optional;

/**
 * From where a partition has to be read again so that its open windows come out as if nothing had happened.
 *
 * <p>Carried as the metadata of the offset commit: the commit itself says how far the group has read, which is what lag
 * is measured by; this says where a restarted reader starts. The text form is
 * {@code v2;<offset>;<position>;<closed second>;<watermark>}.
 *
 * <p>With the watermark the reader takes the same events for late as the one before it, however far back the point lies.
 *
 * @param offset       read from here; at most {@code position}
 * @param position     the next offset that had not been counted: events before it do not count as late a second time
 * @param closedSecond every second before this one was closed, in seconds since the epoch; {@link Long#MIN_VALUE} for none
 * @param watermarkMs  the partition's watermark before {@code offset}; {@link Long#MIN_VALUE} before the first event
 */
public record RebuildPoint(long offset, long position, long closedSecond, long watermarkMs) {

    private static final String VERSION = "v2";

    public RebuildPoint {
        if (offset < 0 || offset > position) {
            throw new IllegalArgumentException("offset " + offset + ", position " + position);
        }
    }

    /** A partition that is read for the first time, from {@code offset} on. */
    public static RebuildPoint fresh(long offset) {
        return new RebuildPoint(offset, offset, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** The same point for a reader that knows of events counted up to {@code otherPosition}. */
    public RebuildPoint countedUpTo(long otherPosition) {
        return new RebuildPoint(offset, Math.max(position, otherPosition), closedSecond, watermarkMs);
    }

    public String toText() {
        return VERSION + ';' + offset + ';' + position + ';' + closedSecond + ';' + watermarkMs;
    }

    /** The point in {@code text}; empty when it was written by nobody, by somebody else or by another version. */
    public static Optional<RebuildPoint> parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 5 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RebuildPoint(
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
