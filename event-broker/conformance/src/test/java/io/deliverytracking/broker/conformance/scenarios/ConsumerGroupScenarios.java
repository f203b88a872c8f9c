package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.CONSUMER_GROUP_DESCRIBE;
import static org.apache.kafka.common.protocol.ApiKeys.CONSUMER_GROUP_HEARTBEAT;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import io.deliverytracking.broker.conformance.script.SetupException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Groups of the consumer protocol (KIP-848). */
final class ConsumerGroupScenarios {

    private static final int JOIN = 0;
    private static final int LEAVE = -1;
    private static final int LEAVE_STATIC = -2;
    private static final String ANNA = "anna";
    private static final String BERT = "bert";
    private static final String DESK = "desk";

    private ConsumerGroupScenarios() {}

    static Stream<Scenario> all() {
        return Stream.concat(heartbeats(), descriptions());
    }

    private static Stream<Scenario> heartbeats() {
        return Stream.of(
                scenario(CONSUMER_GROUP_HEARTBEAT, "a member joins, lives and leaves", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 2);
                    ConsumerGroupHeartbeatResponseData joined = with.ask(join(group, ANNA, topic));
                    int epoch = joined.memberEpoch();
                    with.ask(owning(with, heartbeat(group, ANNA, epoch), topic, 0, 1));
                    with.ask(heartbeat(group, ANNA, epoch));
                    with.ask(heartbeat(group, ANNA, epoch + 9));
                    with.ask(heartbeat(group, BERT, epoch));
                    with.ask(describe(group));
                    with.ask(heartbeat(group, ANNA, LEAVE));
                    with.ask(heartbeat(group, ANNA, epoch));
                    with.ask(heartbeat(group, ANNA, LEAVE));
                    with.ask(describe(group));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "without a member id", with -> {
                    String topic = assignable(with, 1);
                    with.ask(join(with.name("g"), "", topic));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "what can't be", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 1);
                    with.ask(join("", ANNA, topic));
                    with.ask(join(group, ANNA, topic).setRebalanceTimeoutMs(-1));
                    with.ask(join(group, ANNA, topic).setSubscribedTopicNames(null));
                    with.ask(join(group, ANNA, topic).setTopicPartitions(null));
                    with.ask(owning(with, join(group, ANNA, topic), topic, 0));
                    with.ask(join(group, ANNA, topic).setServerAssignor("nobody"));
                    with.ask(join(group, ANNA, topic).setServerAssignor(""));
                    with.ask(join(group, ANNA, topic).setInstanceId(""));
                    with.ask(join(group, ANNA, topic).setRackId(""));
                    with.ask(heartbeat(group, "", 1));
                    with.ask(heartbeat(group, ANNA, -3));
                    with.ask(heartbeat(group, ANNA, LEAVE_STATIC));
                    with.ask(heartbeat(group, ANNA, LEAVE));
                    with.ask(heartbeat(group, ANNA, 1));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "no topics, and one that there is not", with -> {
                    String group = with.name("g");
                    with.ask(join(group, ANNA));
                    with.ask(join(with.name("h"), ANNA, with.name("unknown")));
                    with.ask(describe(group, with.name("h")));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "a second member", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 2);
                    ConsumerGroupHeartbeatResponseData first = with.ask(join(group, ANNA, topic));
                    with.ask(owning(with, heartbeat(group, ANNA, first.memberEpoch()), topic, 0, 1));
                    ConsumerGroupHeartbeatResponseData second = with.ask(join(group, BERT, topic));
                    ConsumerGroupHeartbeatResponseData revoking = with.ask(heartbeat(group, ANNA, first.memberEpoch()));
                    with.ask(describe(group));
                    int kept = revoking.assignment() == null
                            ? 0
                            : revoking.assignment()
                                    .topicPartitions()
                                    .get(0)
                                    .partitions()
                                    .get(0);
                    with.ask(owning(with, heartbeat(group, ANNA, first.memberEpoch()), topic, kept));
                    with.ask(heartbeat(group, BERT, second.memberEpoch()));
                    with.ask(describe(group));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "a static member comes back", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 1);
                    ConsumerGroupHeartbeatResponseData joined =
                            with.ask(join(group, ANNA, topic).setInstanceId(DESK));
                    with.ask(join(group, BERT, topic).setInstanceId(DESK));
                    with.ask(heartbeat(group, BERT, joined.memberEpoch()).setInstanceId(DESK));
                    with.ask(heartbeat(group, ANNA, LEAVE_STATIC).setInstanceId(DESK));
                    with.ask(describe(group));
                    with.ask(join(group, BERT, topic).setInstanceId(DESK));
                    with.ask(heartbeat(group, ANNA, joined.memberEpoch()).setInstanceId(DESK));
                    with.ask(describe(group));
                    with.ask(heartbeat(group, BERT, LEAVE).setInstanceId(DESK));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "expressions that are none", with -> {
                            with.ask(join(with.name("g"), ANNA).setSubscribedTopicRegex("(("));
                            with.ask(join(with.name("h"), ANNA).setSubscribedTopicRegex(""));
                        })
                        .from(1),
                scenario(CONSUMER_GROUP_HEARTBEAT, "groups of the other protocol", with -> {
                    String classic = with.name("classic");
                    String topic = assignable(with, 1);
                    Member.alone(with, classic);
                    with.ask(join(classic, ANNA, topic));
                    with.ask(heartbeat(classic, ANNA, 1));
                    String group = with.name("g");
                    with.ask(join(group, ANNA, topic));
                    with.ask(GroupRequests.join(group, ""));
                    with.ask(GroupRequests.describe(group));
                }),
                scenario(CONSUMER_GROUP_HEARTBEAT, "members commit in their epoch", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 1);
                    ConsumerGroupHeartbeatResponseData joined = with.ask(join(group, ANNA, topic));
                    int epoch = joined.memberEpoch();
                    with.ask(GroupRequests.commit(with, group, topic, 1)
                            .setMemberId(ANNA)
                            .setGenerationIdOrMemberEpoch(epoch));
                    with.ask(GroupRequests.commit(with, group, topic, 2)
                            .setMemberId(ANNA)
                            .setGenerationIdOrMemberEpoch(epoch + 1));
                    with.ask(GroupRequests.commit(with, group, topic, 3)
                            .setMemberId(BERT)
                            .setGenerationIdOrMemberEpoch(epoch));
                    with.ask(GroupRequests.commit(with, group, topic, 4));
                    with.ask(GroupRequests.committed(group, topic, with.idOf(topic), 0));
                }));
    }

    private static Stream<Scenario> descriptions() {
        return Stream.of(
                scenario(CONSUMER_GROUP_DESCRIBE, "a group with a member, and after it left", with -> {
                    String group = with.name("g");
                    String topic = assignable(with, 2);
                    require(with.prepare(join(group, ANNA, topic)));
                    with.ask(describe(group));
                    with.ask(describe(group).setIncludeAuthorizedOperations(true));
                    require(with.prepare(heartbeat(group, ANNA, LEAVE)));
                    with.ask(describe(group));
                }),
                scenario(CONSUMER_GROUP_DESCRIBE, "groups that there are not", with -> {
                    with.ask(describe());
                    with.ask(describe(""));
                    with.ask(describe(with.name("unknown")));
                    with.ask(describe(with.name("unknown")).setIncludeAuthorizedOperations(true));
                }),
                scenario(CONSUMER_GROUP_DESCRIBE, "a classic group", with -> {
                    String group = with.name("g");
                    Member.alone(with, group);
                    with.ask(describe(group));
                }));
    }

    /** A topic that the coordinator has heard of, too: Apache Kafka tells it after the others. */
    private static String assignable(Conversation with, int partitions) throws IOException {
        String topic = with.topic("t", partitions);
        with.<ConsumerGroupHeartbeatResponseData>prepareUntil(
                join(with.name("probe"), ANNA, topic),
                answer -> answer.assignment() != null
                        && !answer.assignment().topicPartitions().isEmpty());
        return topic;
    }

    /** Epoch 0, with all that a member has to say. */
    private static ConsumerGroupHeartbeatRequestData join(String group, String memberId, String... topics) {
        return heartbeat(group, memberId, JOIN)
                .setRebalanceTimeoutMs(GroupRequests.SESSION_TIMEOUT_MS)
                .setSubscribedTopicNames(List.of(topics))
                .setTopicPartitions(List.of());
    }

    /** Nothing new. */
    private static ConsumerGroupHeartbeatRequestData heartbeat(String group, String memberId, int epoch) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(epoch);
    }

    private static ConsumerGroupHeartbeatRequestData owning(
            Conversation with, ConsumerGroupHeartbeatRequestData request, String topic, Integer... partitions)
            throws IOException {
        Uuid id = with.idOf(topic);
        return request.setTopicPartitions(List.of(new ConsumerGroupHeartbeatRequestData.TopicPartitions()
                .setTopicId(id)
                .setPartitions(List.of(partitions))));
    }

    private static ConsumerGroupDescribeRequestData describe(String... groups) {
        return new ConsumerGroupDescribeRequestData().setGroupIds(List.of(groups));
    }

    private static void require(ConsumerGroupHeartbeatResponseData answer) {
        if (answer.errorCode() != Errors.NONE.code()) {
            throw new SetupException("A heartbeat failed: " + Errors.forCode(answer.errorCode()));
        }
    }
}
