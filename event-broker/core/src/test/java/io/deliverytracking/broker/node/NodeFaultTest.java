package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.GroupConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A node on a disk that fails, forgets, or gives back other bytes than were written. */
class NodeFaultTest {

    private static final int CHECKPOINT_INTERVAL_MS = 60_000;
    private static final int SMALLEST_OFFSETS_LOG = 100;

    private final NodeFixture broker = new NodeFixture(Map.of(
            "offsets.topic.num.partitions",
            "1",
            "offsets.log.smallest.records",
            Integer.toString(SMALLEST_OFFSETS_LOG)));

    private void commit(long offset) {
        OffsetCommitRequestTopic topic = new OffsetCommitRequestTopic().setName(NodeFixture.TOPIC);
        topic.partitions()
                .add(new OffsetCommitRequestPartition().setPartitionIndex(0).setCommittedOffset(offset));
        OffsetCommitResponseData answer = broker.ask(
                ApiKeys.OFFSET_COMMIT,
                8,
                new OffsetCommitRequestData().setGroupId("g").setTopics(List.of(topic)),
                OffsetCommitResponseData.class);
        assertThat(Errors.forCode(answer.topics().get(0).partitions().get(0).errorCode()))
                .isEqualTo(Errors.NONE);
    }

    private OffsetFetchResponseGroup committed() {
        OffsetFetchResponseData answer = broker.ask(
                ApiKeys.OFFSET_FETCH,
                8,
                new OffsetFetchRequestData()
                        .setGroups(List.of(
                                new OffsetFetchRequestGroup().setGroupId("g").setTopics(null))),
                OffsetFetchResponseData.class);
        return answer.groups().get(0);
    }

    private void findCoordinator() {
        for (int i = 0; i < 10; i++) {
            FindCoordinatorResponseData answer = broker.ask(
                    ApiKeys.FIND_COORDINATOR,
                    4,
                    new FindCoordinatorRequestData().setCoordinatorKeys(List.of("g")),
                    FindCoordinatorResponseData.class);
            if (answer.coordinators().get(0).errorCode() == Errors.NONE.code()) {
                broker.advance(100);
                return;
            }
            broker.advance(100);
        }
        throw new AssertionError("no coordinator");
    }

    @Test
    void aPowerFailureAfterTheOffsetsLogWasShortenedTakesNoGroupsOffset() {
        broker.createTopic();
        findCoordinator();
        for (int i = 1; i <= 250; i++) {
            commit(i);
            broker.advance(1);
        }
        broker.advance(CHECKPOINT_INTERVAL_MS);
        assertThat(broker.node
                        .partitions()
                        .find(GroupConfig.OFFSETS_TOPIC, 0)
                        .log()
                        .logStartOffset())
                .isGreaterThanOrEqualTo(SMALLEST_OFFSETS_LOG);

        broker.powerFailure();
        broker.start();

        assertThat(committed().topics().get(0).partitions().get(0).committedOffset())
                .isGreaterThanOrEqualTo(SMALLEST_OFFSETS_LOG);
    }

    @Test
    void aLogThatLostTheNameOfItsTopicIsKept() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.disk.directory().directory("riders-0").deleteFile("partition.metadata");

        broker.start();

        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);
    }

    @Test
    void aPowerFailureTakesNoTopicsNameFromItsLog() {
        broker.createTopic();
        broker.powerFailure();

        assertThat(broker.disk.contents("riders-0/partition.metadata")).isNotEmpty();
    }
}
