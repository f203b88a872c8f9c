package io.deliverytracking.broker.group.assignor;

import java.util.List;
import java.util.SortedMap;

/**
 * Divides the partitions of topics among those who read them.
 *
 * <p>Invariant: each partition of each topic that somebody reads has exactly one owner, and the owner reads the topic.
 * Every member is in the answer, those who get nothing too.
 */
public interface PartitionAssignor {

    /** The assignors there are, the one that serves when nobody asks for another first. */
    List<PartitionAssignor> ALL = List.of(new UniformAssignor(), new RangeAssignor());

    /** Kafka's name of it, as in {@code group.remote.assignor}. */
    String name();

    /** What each member is to have. */
    SortedMap<String, PartitionSet> assign(AssignmentSpec spec);
}
