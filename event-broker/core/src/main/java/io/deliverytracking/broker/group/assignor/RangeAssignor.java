package io.deliverytracking.broker.group.assignor;

import io.deliverytracking.broker.group.assignor.AssignmentSpec.MemberSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * Cuts each topic into ranges, one a reader, in the order of the readers: partition {@code n} of two topics with the
 * same readers and as many partitions goes to the same member, which a join of the two needs.
 *
 * <pre>
 *   7 partitions, 3 readers    anna 0 1 2    ben 3 4    carl 5 6
 * </pre>
 *
 * <p>The order is by group instance id, then by member id: static members that come back in any order find their ranges
 * again. Nothing else is sticky.
 *
 * <p>Source: KIP-848, "range"; Apache Kafka's {@code RangeAssignor} since 4.0.
 */
final class RangeAssignor implements PartitionAssignor {

    static final String NAME = "range";

    private static final Comparator<Map.Entry<String, MemberSpec>> STATIC_MEMBERS_FIRST = Comparator.comparing(
                    (Map.Entry<String, MemberSpec> member) -> member.getValue().groupInstanceId(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Map.Entry::getKey);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, PartitionSet> assign(AssignmentSpec spec) {
        List<Map.Entry<String, MemberSpec>> ordered =
                new ArrayList<>(spec.members().entrySet());
        ordered.sort(STATIC_MEMBERS_FIRST);
        SortedMap<String, PartitionSet.Builder> assigned = new TreeMap<>();
        spec.members().keySet().forEach(memberId -> assigned.put(memberId, new PartitionSet.Builder()));
        spec.partitionCounts().forEach((topicId, count) -> {
            List<PartitionSet.Builder> readers = new ArrayList<>();
            for (Map.Entry<String, MemberSpec> member : ordered) {
                if (member.getValue().topicIds().contains(topicId)) {
                    readers.add(assigned.get(member.getKey()));
                }
            }
            cut(topicId, count, readers);
        });
        SortedMap<String, PartitionSet> result = new TreeMap<>();
        assigned.forEach((memberId, partitions) -> result.put(memberId, partitions.build()));
        return result;
    }

    private static void cut(Uuid topicId, int count, List<PartitionSet.Builder> readers) {
        int next = 0;
        for (int i = 0; i < readers.size(); i++) {
            // The first ones get one more, until the rest is used up.
            int length = count / readers.size() + (i < count % readers.size() ? 1 : 0);
            for (int end = next + length; next < end; next++) {
                readers.get(i).add(topicId, next);
            }
        }
    }
}
