package io.deliverytracking.broker.group.assignor;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What an assignor is asked.
 *
 * @param members by member id
 * @param partitionCounts how many partitions each topic has that a member reads; all are at least 1
 */
public record AssignmentSpec(SortedMap<String, MemberSpec> members, SortedMap<Uuid, Integer> partitionCounts) {

    public AssignmentSpec {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        partitionCounts = Collections.unmodifiableSortedMap(new TreeMap<>(partitionCounts));
        for (MemberSpec member : members.values()) {
            if (!partitionCounts.keySet().containsAll(member.topicIds())) {
                throw new IllegalArgumentException(
                        "a member reads " + member.topicIds() + ", known are " + partitionCounts.keySet());
            }
        }
    }

    /**
     * @param groupInstanceId the name of a static member, null for a dynamic one
     * @param topicIds the topics that it reads, all of which exist
     * @param target what it was to have so far: an assignor that is sticky leaves it as much as it can
     */
    public record MemberSpec(@Nullable String groupInstanceId, SortedSet<Uuid> topicIds, PartitionSet target) {

        public MemberSpec {
            topicIds = Collections.unmodifiableSortedSet(new TreeSet<>(topicIds));
        }
    }
}
