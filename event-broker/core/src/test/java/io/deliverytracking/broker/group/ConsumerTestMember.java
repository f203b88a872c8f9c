package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A client of the consumer protocol: it says what it reads when it joins, takes what it is given at once, gives up what
 * it is not, and says so with the next heartbeat. Its id is its name.
 */
final class ConsumerTestMember {

    private final GroupFixture groups;
    private final String groupId;
    private final String memberId;
    private @Nullable String groupInstanceId;
    private @Nullable List<String> topics;
    private @Nullable String regex;
    private @Nullable String assignor;
    private int rebalanceTimeoutMs = 60_000;
    private int epoch;
    private PartitionSet owned = PartitionSet.EMPTY;

    ConsumerTestMember(GroupFixture groups, String groupId, String memberId) {
        this.groups = groups;
        this.groupId = groupId;
        this.memberId = memberId;
    }

    ConsumerTestMember withInstanceId(String id) {
        groupInstanceId = id;
        return this;
    }

    ConsumerTestMember reading(String... names) {
        topics = List.of(names);
        return this;
    }

    ConsumerTestMember readingRegex(String pattern) {
        regex = pattern;
        return this;
    }

    ConsumerTestMember withAssignor(String name) {
        assignor = name;
        return this;
    }

    ConsumerTestMember withRebalanceTimeout(int ms) {
        rebalanceTimeoutMs = ms;
        return this;
    }

    String memberId() {
        return memberId;
    }

    int epoch() {
        return epoch;
    }

    PartitionSet owned() {
        return owned;
    }

    /** The partitions that it has, as text: {@code north-0 north-1}. */
    String has() {
        List<String> has = new ArrayList<>();
        owned.byTopic()
                .forEach((topicId, partitions) ->
                        partitions.forEach(partition -> has.add(groups.topics().topicName(topicId) + "-" + partition)));
        return String.join(" ", has);
    }

    /** Joins with epoch 0, and takes what it is given. */
    ConsumerTestMember join() {
        Response response = take(askToJoin());
        if (response.error() != Errors.NONE) {
            throw new AssertionError(memberId + " cannot join: " + response);
        }
        return this;
    }

    Asked<Response> askToJoin() {
        owned = PartitionSet.EMPTY;
        return ask(full(0));
    }

    /** What it says when it is not sure what arrived. */
    Request full(int memberEpoch) {
        return new Request(
                groupId,
                memberId,
                memberEpoch,
                groupInstanceId,
                null,
                memberId,
                "/127.0.0.1",
                rebalanceTimeoutMs,
                topics == null && regex == null ? List.of() : topics,
                regex,
                assignor,
                owned,
                true);
    }

    /** A heartbeat that says what it has and nothing else; the answer is taken. */
    Response heartbeat() {
        return take(ask(plain(epoch, owned)));
    }

    /** What it says after an answer got lost: everything. */
    Response sayEverything() {
        return take(ask(full(epoch)));
    }

    /** A heartbeat whose answer gets lost. */
    Response loseAnswer() {
        return ask(plain(epoch, owned)).response();
    }

    Request plain(int memberEpoch, @Nullable PartitionSet partitions) {
        return new Request(
                groupId,
                memberId,
                memberEpoch,
                groupInstanceId,
                null,
                memberId,
                "/127.0.0.1",
                ConsumerGroupHeartbeat.UNCHANGED,
                null,
                null,
                null,
                partitions,
                true);
    }

    Response changeTopics(String... names) {
        topics = List.of(names);
        return sayEverything();
    }

    Response changeRegex(String pattern) {
        regex = pattern;
        return sayEverything();
    }

    Asked<Response> ask(Request request) {
        Asked<Response> asked = new Asked<>();
        groups.coordinator().consumerGroupHeartbeat(request, asked);
        return asked;
    }

    private Response take(Asked<Response> asked) {
        Response response = asked.response();
        if (response.error() == Errors.NONE) {
            epoch = response.memberEpoch();
            PartitionSet assigned = response.assignment();
            owned = assigned == null ? owned : assigned;
        }
        return response;
    }

    Errors leave() {
        return ask(plain(ConsumerGroupHeartbeat.LEAVE, null)).response().error();
    }

    /** A static member that means to come back. */
    Errors leaveForNow() {
        return ask(plain(ConsumerGroupHeartbeat.LEAVE_STATIC, null)).response().error();
    }

    Errors commit(String topic, int partition, long offset) {
        return commit(epoch, topic, partition, offset);
    }

    Errors commit(int memberEpoch, String topic, int partition, long offset) {
        Asked<CommitOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(
                                groupId,
                                memberEpoch,
                                memberId,
                                groupInstanceId,
                                CommitOffsets.DEFAULT_RETENTION,
                                true,
                                List.of(new CommitOffsets.Topic(
                                        topic,
                                        groups.topics().topicId(topic),
                                        List.of(new CommitOffsets.Partition(partition, offset, 7, "m"))))),
                        asked);
        return asked.error();
    }
}
