package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a Fetch waits for {@code min.bytes}, on a clock in the test's hand. */
class FetchWaitTest {

    private static final int MAX_WAIT_MS = 500;
    private static final int MUCH = 1_000_000;
    private static final int VALUE_BYTES = 100;
    private static final int SEGMENT_MS = 10;

    private final NodeFixture broker = new NodeFixture(Map.of());

    /** Offsets 0 and 1 in segments of their own, 2 in the active one. */
    @BeforeEach
    void appendThreeSegments() {
        broker.createTopic("segment.ms", Integer.toString(SEGMENT_MS));
        appendIntoNextSegment();
        appendIntoNextSegment();
        appendIntoNextSegment();
        assertThat(broker.partition().log().segments()).hasSize(3);
    }

    private void appendIntoNextSegment() {
        broker.lane.advance(SEGMENT_MS + 1);
        broker.append(VALUE_BYTES);
        // Who waits is woken behind the lane's turn.
        broker.lane.advance(0);
    }

    private List<FetchResponseData> fetch(long offset, int minBytes, int maxBytes) {
        FetchTopic topic = new FetchTopic()
                .setTopic(NodeFixture.TOPIC)
                .setPartitions(List.of(new FetchPartition()
                        .setPartition(0)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(maxBytes)));
        List<FetchResponseData> answers = broker.send(
                ApiKeys.FETCH,
                12,
                new FetchRequestData()
                        .setMinBytes(minBytes)
                        .setMaxBytes(MUCH)
                        .setMaxWaitMs(MAX_WAIT_MS)
                        .setTopics(List.of(topic)),
                FetchResponseData.class);
        broker.lane.runBackground();
        return answers;
    }

    private static void assertOneBatchIn(List<FetchResponseData> answers) {
        assertThat(answers).hasSize(1);
        FetchResponseData.PartitionData data =
                answers.get(0).responses().get(0).partitions().get(0);
        assertThat(Errors.forCode(data.errorCode())).isEqualTo(Errors.NONE);
        assertThat(data.records().sizeInBytes()).isBetween(VALUE_BYTES, 2 * VALUE_BYTES);
    }

    @Test
    void whoReadsAnOlderSegmentDoesNotWaitForMoreThanItHolds() {
        assertOneBatchIn(fetch(0, MUCH, MUCH));
        assertOneBatchIn(fetch(1, MUCH, MUCH));
    }

    @Test
    void norForMoreThanThePartitionMayGive() {
        assertOneBatchIn(fetch(0, MUCH, 1));
    }

    @Test
    void whoReadsTheActiveSegmentWaitsForMinBytesUntilMaxWait() {
        List<FetchResponseData> answers = fetch(2, MUCH, MUCH);
        broker.lane.advance(MAX_WAIT_MS - 1);
        assertThat(answers).isEmpty();

        broker.lane.advance(1);

        assertOneBatchIn(answers);
    }

    @Test
    void whoHasReadEverythingWaitsThoughTheNextRecordBeginsASegment() {
        List<FetchResponseData> answers = fetch(3, 2 * VALUE_BYTES, MUCH);
        appendIntoNextSegment();
        assertThat(answers).isEmpty();

        broker.lane.advance(MAX_WAIT_MS);

        assertOneBatchIn(answers);
    }

    @Test
    void whoReadsBehindTheLastBatchWaitsThoughTheLogEndsLater() {
        appendTwoAndTakeAwayTheSecond();
        List<FetchResponseData> answers = fetch(4, 1, MUCH);
        broker.lane.advance(MAX_WAIT_MS / 2);
        assertThat(answers).isEmpty();

        appendIntoNextSegment();
        broker.lane.runBackground();

        assertOneBatchIn(answers);
    }

    @Test
    void whoReadsBehindTheLastBatchOfASegmentIsGivenTheNextOneAtOnce() {
        appendTwoAndTakeAwayTheSecond();
        appendIntoNextSegment();

        assertOneBatchIn(fetch(4, MUCH, MUCH));
        assertOneBatchIn(fetch(3, 1, MUCH));
    }

    /** Offset 3 is in a segment of its own then, 4 nowhere, and 5 is the next. */
    private void appendTwoAndTakeAwayTheSecond() {
        appendIntoNextSegment();
        broker.append(VALUE_BYTES);
        broker.rollAndTakeAwayTheLastBatch(broker.partition());
        assertThat(broker.partition().highWatermark()).isEqualTo(5);
    }

    @Test
    void whoWaitsInASegmentThatIsSealedWaitsNoLonger() {
        List<FetchResponseData> answers = fetch(2, MUCH, MUCH);
        assertThat(answers).isEmpty();

        appendIntoNextSegment();
        broker.lane.runBackground();

        assertOneBatchIn(answers);
    }
}
