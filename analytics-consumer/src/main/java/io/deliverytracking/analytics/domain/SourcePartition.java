package io.deliverytracking.analytics.domain;

import java.util.Comparator;

/** One partition of one of the two streams that are counted. Ordered, so that everything derived from a set of them is. */
public record SourcePartition(Stream stream, int partition) implements Comparable<SourcePartition> {

    /** What the events of the partition are. */
    public enum Stream {
        LOCATIONS,
        ORDERS
    }

    private static final Comparator<SourcePartition> ORDER =
            Comparator.comparing(SourcePartition::stream).thenComparing(SourcePartition::partition);

    @Override
    public int compareTo(SourcePartition other) {
        return ORDER.compare(this, other);
    }
}
