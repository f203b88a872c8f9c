package io.deliverytracking.analytics.domain;

import java.util.Optional;

/**
 * From where a partition has to be read again so that its open windows come out as if nothing had happened.
 *
 * <p>Carried as the metadata of the offset commit: the commit itself says how far the group has read, which is what lag
 * is measured by; this says where a restarted reader starts. The text form is
 * {@code v1;<offset>;<position>;<closed second>}.
 *
 * <p>The partition's watermark is not in it, because it follows: the newest event before {@code offset} lies in a closed
 * minute (otherwise that event would be the point), so whatever it had made late is in a closed minute too.
 *
 * @param offset       read from here; at most {@code position}
 * @param position     the next offset that had not been counted: events before it do not count as late a second time
 * @param closedSecond every second before this one was closed, in seconds since the epoch; {@link Long#MIN_VALUE} for none
 */
public record RebuildPoint(long offset, long position, long closedSecond) {

    private static final String VERSION = "v1";

    public RebuildPoint {
        if (offset < 0 || offset > position) {
            throw new IllegalArgumentException("offset " + offset + ", position " + position);
        }
    }

    /** A partition that is read for the first time, from {@code offset} on. */
    public static RebuildPoint fresh(long offset) {
        return new RebuildPoint(offset, offset, Long.MIN_VALUE);
    }

    public String toText() {
        return VERSION + ';' + offset + ';' + position + ';' + closedSecond;
    }

    /** The point in {@code text}; empty when it was written by nobody, by somebody else or by another version. */
    public static Optional<RebuildPoint> parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RebuildPoint(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
