package io.deliverytracking.broker.conformance.scenarios;

import io.deliverytracking.broker.conformance.script.Conversation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.utils.Utils;

/** Requests of classic groups' members. */
final class GroupRequests {

    static final int SESSION_TIMEOUT_MS = 30_000;
    static final String CONSUMER = "consumer";

    private GroupRequests() {}

    static JoinGroupRequestData join(String group, String memberId, String... protocols) {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setSessionTimeoutMs(SESSION_TIMEOUT_MS)
                .setRebalanceTimeoutMs(SESSION_TIMEOUT_MS)
                .setProtocolType(CONSUMER);
        for (String protocol : protocols.length == 0 ? new String[] {"range"} : protocols) {
            request.protocols()
                    .add(new JoinGroupRequestData.JoinGroupRequestProtocol()
                            .setName(protocol)
                            .setMetadata(subscription(group)));
        }
        return request;
    }

    /** To a topic of the group's name. Apache Kafka never answers a consumer whose subscription it can't read. */
    private static byte[] subscription(String group) {
        return Utils.toArray(
                ConsumerProtocol.serializeSubscription(new ConsumerPartitionAssignor.Subscription(List.of(group))));
    }

    /** Each of the {@code assigned} members is given the same. */
    static SyncGroupRequestData sync(String group, String memberId, int generation, String... assigned) {
        return new SyncGroupRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setGenerationId(generation)
                .setProtocolType(CONSUMER)
                .setProtocolName("range")
                .setAssignments(Arrays.stream(assigned)
                        .map(member -> new SyncGroupRequestData.SyncGroupRequestAssignment()
                                .setMemberId(member)
                                .setAssignment(Batches.bytes("all")))
                        .toList());
    }

    static HeartbeatRequestData heartbeat(String group, String memberId, int generation) {
        return new HeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setGenerationId(generation);
    }

    /** In the form of one member and in that of several: the version takes its own. */
    static LeaveGroupRequestData leave(String group, String memberId) {
        return new LeaveGroupRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMembers(List.of(new LeaveGroupRequestData.MemberIdentity().setMemberId(memberId)));
    }

    static LeaveGroupRequestData.MemberIdentity identity(String memberId, String instanceId) {
        return new LeaveGroupRequestData.MemberIdentity().setMemberId(memberId).setGroupInstanceId(instanceId);
    }

    static DescribeGroupsRequestData describe(String... groups) {
        return new DescribeGroupsRequestData().setGroups(List.of(groups));
    }

    /** One topic, partition 0; by name and by id. */
    static OffsetCommitRequestData commit(Conversation with, String group, String topic, long offset)
            throws IOException {
        return commit(group, topic, with.idOf(topic), offset);
    }

    static OffsetCommitRequestData commit(String group, String topic, Uuid id, long offset) {
        return new OffsetCommitRequestData()
                .setGroupId(group)
                .setTopics(List.of(new OffsetCommitRequestData.OffsetCommitRequestTopic()
                        .setName(topic)
                        .setTopicId(id)
                        .setPartitions(List.of(new OffsetCommitRequestData.OffsetCommitRequestPartition()
                                .setPartitionIndex(0)
                                .setCommittedOffset(offset)
                                .setCommittedLeaderEpoch(0)
                                .setCommittedMetadata("m")))));
    }

    /** In the form of one group and in that of several. */
    static OffsetFetchRequestData committed(String group, String topic, Uuid id, Integer... partitions) {
        return new OffsetFetchRequestData()
                .setGroupId(group)
                .setTopics(List.of(new OffsetFetchRequestData.OffsetFetchRequestTopic()
                        .setName(topic)
                        .setPartitionIndexes(List.of(partitions))))
                .setGroups(List.of(new OffsetFetchRequestData.OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setTopics(List.of(new OffsetFetchRequestData.OffsetFetchRequestTopics()
                                .setName(topic)
                                .setTopicId(id)
                                .setPartitionIndexes(List.of(partitions))))));
    }

    /** Everything that a group has committed. */
    static OffsetFetchRequestData allCommitted(String group) {
        return new OffsetFetchRequestData()
                .setGroupId(group)
                .setTopics(null)
                .setGroups(List.of(new OffsetFetchRequestData.OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setTopics(null)));
    }
}
