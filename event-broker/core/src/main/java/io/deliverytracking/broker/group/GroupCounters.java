package io.deliverytracking.broker.group;

/**
 * What the coordinator has done since the broker started, for its metrics. The names follow Apache Kafka's
 * {@code group-coordinator-metrics}.
 *
 * <p>Threading: written on the lane. The fields are volatile, so metrics may read them from elsewhere.
 */
public final class GroupCounters {

    private volatile long completedRebalances;
    private volatile long offsetCommits;
    private volatile long offsetExpirations;
    private volatile long offsetDeletions;

    /** Generations whose assignment was accepted. */
    public long completedRebalances() {
        return completedRebalances;
    }

    /** Partitions for which an offset was committed. */
    public long offsetCommits() {
        return offsetCommits;
    }

    /** Committed offsets that nobody had used for the retention time. */
    public long offsetExpirations() {
        return offsetExpirations;
    }

    /** Committed offsets removed by administrators or with their topic. */
    public long offsetDeletions() {
        return offsetDeletions;
    }

    // One lane writes, so reading and writing back loses nothing.

    void rebalanceCompleted() {
        completedRebalances = completedRebalances + 1;
    }

    void offsetsCommitted(int count) {
        offsetCommits = offsetCommits + count;
    }

    void offsetsExpired(int count) {
        offsetExpirations = offsetExpirations + count;
    }

    void offsetsDeleted(int count) {
        offsetDeletions = offsetDeletions + count;
    }
}
