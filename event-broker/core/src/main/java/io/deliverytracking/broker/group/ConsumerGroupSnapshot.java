package io.deliverytracking.broker.group;

import java.util.List;
import java.util.SortedSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A group of the consumer protocol as it stood at one moment: what ConsumerGroupDescribe shows.
 *
 * @param state Kafka's name of the state, e.g. {@code Reconciling}
 * @param assignmentEpoch the group epoch that the target assignment was worked out for
 * @param assignor the assignor that the group uses
 */
public record ConsumerGroupSnapshot(
        String groupId, String state, int groupEpoch, int assignmentEpoch, String assignor, List<Member> members) {

    /**
     * @param isClassic whether the member speaks the classic protocol
     * @param assigned what the member may read
     * @param target what it is to have
     */
    public record Member(
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String rackId,
            int memberEpoch,
            String clientId,
            String clientHost,
            SortedSet<String> subscribedTopics,
            @Nullable String subscribedRegex,
            boolean isClassic,
            List<AssignedTopic> assigned,
            List<AssignedTopic> target) {}

    /** Partitions of one topic, ascending. */
    public record AssignedTopic(Uuid topicId, String topic, List<Integer> partitions) {}
}
