package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
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

/** A node on a disk in the test's hand, and what clients ask of it. */
abstract class NodeOnBadDisk {

    static final int SMALLEST_OFFSETS_LOG = 100;

    final NodeFixture broker = new NodeFixture(Map.of(
            "offsets.topic.num.partitions",
            "1",
            "offsets.log.smallest.records",
            Integer.toString(SMALLEST_OFFSETS_LOG)));

    final void commit(long offset) {
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

    final OffsetFetchResponseGroup committed() {
        OffsetFetchResponseData answer = broker.ask(
                ApiKeys.OFFSET_FETCH,
                8,
                new OffsetFetchRequestData()
                        .setGroups(List.of(
                                new OffsetFetchRequestGroup().setGroupId("g").setTopics(null))),
                OffsetFetchResponseData.class);
        return answer.groups().get(0);
    }

    final void findCoordinator() {
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

    final List<FetchResponseData> fetch(long offset) {
        return fetch(offset, 0);
    }

    /** Looks first whether there is something to wait for, unless it may wait for no time at all. */
    final List<FetchResponseData> fetch(long offset, int maxWaitMs) {
        FetchTopic topic = new FetchTopic()
                .setTopic(NodeFixture.TOPIC)
                .setPartitions(List.of(new FetchPartition()
                        .setPartition(0)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(1_000_000)));
        return broker.send(
                ApiKeys.FETCH,
                12,
                new FetchRequestData()
                        .setMinBytes(1)
                        .setMaxBytes(50_000_000)
                        .setMaxWaitMs(maxWaitMs)
                        .setTopics(List.of(topic)),
                FetchResponseData.class);
    }

    final List<FetchResponseData> fetchFromDisk(long offset) {
        List<FetchResponseData> answers = fetch(offset);
        broker.lane.runBackground();
        return answers;
    }

    final long latestOffset() {
        ListOffsetsTopic topic = new ListOffsetsTopic()
                .setName(NodeFixture.TOPIC)
                .setPartitions(
                        List.of(new ListOffsetsPartition().setPartitionIndex(0).setTimestamp(-1)));
        ListOffsetsPartitionResponse answer = broker.ask(
                        ApiKeys.LIST_OFFSETS,
                        7,
                        new ListOffsetsRequestData().setReplicaId(-1).setTopics(List.of(topic)),
                        ListOffsetsResponseData.class)
                .topics()
                .get(0)
                .partitions()
                .get(0);
        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.NONE);
        return answer.offset();
    }

    static Errors errorOf(List<FetchResponseData> answers) {
        assertThat(answers).hasSize(1);
        return Errors.forCode(
                answers.get(0).responses().get(0).partitions().get(0).errorCode());
    }

    final InitProducerIdResponseData initProducerId() {
        return broker.ask(
                ApiKeys.INIT_PRODUCER_ID,
                4,
                new InitProducerIdRequestData().setTransactionalId(null),
                InitProducerIdResponseData.class);
    }

    final long producerId() {
        return initProducerId().producerId();
    }
}
