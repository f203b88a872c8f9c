package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory that a Fetch reads into has one owner at any time, who gives it back. */
class FetchMemoryTest {

    private static final String OTHER = "others";
    private static final String CLIENT = "reader";
    private static final short VERSION = 12;
    private static final int VALUE_BYTES = 100;
    private static final int SEGMENT_MS = 10;
    private static final int MUCH = 1_000_000;

    private final NodeFixture broker = new NodeFixture(Map.of());
    private final List<FetchResponseData> answers = new ArrayList<>();
    private final List<ReadMemory.Lease> memories = new ArrayList<>();

    /** Offset 0 in a sealed segment, 1 in the active one; another topic with offset 0. */
    @BeforeEach
    void appendTwoSegments() {
        broker.createTopic("segment.ms", Integer.toString(SEGMENT_MS));
        append();
        append();
        assertThat(broker.partition().log().segments()).hasSize(2);

        CreateTopicsRequestData other = new CreateTopicsRequestData().setTimeoutMs(1_000);
        other.topics()
                .add(new CreatableTopic().setName(OTHER).setNumPartitions(1).setReplicationFactor((short) 1));
        broker.ask(ApiKeys.CREATE_TOPICS, 7, other, CreateTopicsResponseData.class);
        broker.node
                .partitions()
                .find(OTHER, 0)
                .append(
                        new RecordBatchBuilder()
                                .add(broker.lane.wallClockMs(), null, new byte[VALUE_BYTES])
                                .build(),
                        AppendOrigin.CLIENT,
                        Partition.ACKS_ALL,
                        broker.lane.wallClockMs());
        broker.lane.advance(0);
    }

    private void append() {
        broker.lane.advance(SEGMENT_MS + 1);
        broker.append(VALUE_BYTES);
        broker.lane.advance(0);
    }

    /** Keeps answer and memory, as a connection does that can't send yet. */
    private final class SlowReply implements Reply<FetchResponseData> {

        @Override
        public void send(FetchResponseData answer) {
            throw new AssertionError("a Fetch's answer lies in borrowed memory");
        }

        @Override
        public void send(FetchResponseData answer, ReadMemory.Lease memory) {
            answers.add(answer);
            memories.add(memory);
        }

        @Override
        public void sendNothing() {
            throw new AssertionError("was not answered");
        }

        @Override
        public void closeConnection(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void mute(int forMs) {
            throw new IllegalStateException("a fault of ours");
        }
    }

    private void fetch(long offset) {
        fetch(List.of(from(NodeFixture.TOPIC, offset)));
    }

    /** Of the other topic first, which is read at once. */
    private void fetchBoth(long otherOffset, long offset) {
        fetch(List.of(from(OTHER, otherOffset), from(NodeFixture.TOPIC, offset)));
    }

    private static FetchTopic from(String topic, long offset) {
        return new FetchTopic()
                .setTopic(topic)
                .setPartitions(List.of(new FetchPartition()
                        .setPartition(0)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(MUCH)));
    }

    private void fetch(List<FetchTopic> topics) {
        ApiHandler<FetchRequestData, FetchResponseData> handler = broker.handler(ApiKeys.FETCH);
        handler.handle(
                new RequestContext(VERSION, 1, CLIENT, "/127.0.0.1", 1, "PLAINTEXT"),
                new FetchRequestData()
                        .setSessionEpoch(-1)
                        .setMinBytes(1)
                        .setMaxBytes(MUCH)
                        .setMaxWaitMs(1_000)
                        .setTopics(topics),
                new SlowReply());
    }

    private FetchResponseData.PartitionData answered(int index) {
        assertThat(answers).hasSize(1);
        return answers.get(0).responses().get(index).partitions().get(0);
    }

    @Test
    void whoSendsTheAnswerGivesTheMemoryBack() {
        fetch(1);
        assertThat(answered(0).records().sizeInBytes()).isGreaterThan(VALUE_BYTES);
        assertThat(broker.memory.leased()).isEqualTo(1);
        memories.get(0).release();
        assertThat(broker.memory.leased()).isZero();
    }

    @Test
    void aColdReadHasItsMemoryFromTheSameHand() {
        fetchBoth(0, 0);
        assertThat(answers).isEmpty();
        broker.lane.runBackground();
        assertThat(answered(1).records().sizeInBytes()).isGreaterThan(VALUE_BYTES);
        assertThat(broker.memory.leased()).isEqualTo(1);
        memories.get(0).release();
        assertThat(broker.memory.leased()).isZero();
    }

    @Test
    void aPartitionThatCannotBeReadLeavesTheMemoryOfOthersAlone() {
        fetchBoth(0, 99);
        assertThat(Errors.forCode(answered(1).errorCode())).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(answered(0).records().sizeInBytes()).isGreaterThan(VALUE_BYTES);
        assertThat(broker.memory.leased()).isEqualTo(1);
    }

    @Test
    void aReaderThatWaitsHoldsNone() {
        fetch(2);
        assertThat(answers).isEmpty();
        assertThat(broker.memory.leased()).isZero();
        append();
        assertThat(answered(0).records().sizeInBytes()).isGreaterThan(VALUE_BYTES);
        assertThat(broker.memory.leased()).isEqualTo(1);
    }

    @Test
    void aFaultInTheMiddleOfReadingGivesItBack() {
        broker.memory.failAllocation(2);
        assertThatIllegalStateException().isThrownBy(() -> fetchBoth(0, 1));
        assertThat(broker.memory.leased()).isZero();
    }

    @Test
    void aFaultBehindReadingGivesItBack() {
        broker.limit(CLIENT, "consumer_byte_rate", 1);
        fetch(1);
        memories.get(0).release();
        assertThatIllegalStateException().isThrownBy(() -> fetch(1)).withMessage("a fault of ours");
        assertThat(broker.memory.leased()).isZero();
    }
}
