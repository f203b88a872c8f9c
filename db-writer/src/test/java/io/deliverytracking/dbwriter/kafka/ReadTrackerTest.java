package io.deliverytracking.dbwriter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Polls, seeks and rebalances on one side, the worker that gets the polls later on the other. */
class ReadTrackerTest {
    private static final TopicPartition P0 = new TopicPartition("locations", 0);
    private static final LogIdentity LOG = new LogIdentity("cluster", new UUID(1, 2), "locations");

    private final ReadTracker tracker = new ReadTracker();

    @Test
    void aReadGoesFromThePositionBeforeThePollToThePositionAfterIt() {
        tracker.positioned(P0, LOG, 5);
        // 5 and 6 were compacted away, 9 is a control record.
        ConsumerRecords<byte[], byte[]> poll = polled(10, 7, 8);

        PartitionRead read = onlyRead(poll);

        assertThat(read.readFrom()).isEqualTo(5);
        assertThat(read.nextOffset()).isEqualTo(10);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.log()).isEqualTo(LOG);
    }

    @Test
    void readsOfOnePartitionJoinWithoutGap() {
        tracker.positioned(P0, LOG, 0);
        ConsumerRecords<byte[], byte[]> first = polled(3, 0, 1);
        ConsumerRecords<byte[], byte[]> second = polled(6, 4, 5);

        assertThat(onlyRead(first).nextOffset()).isEqualTo(3);
        assertThat(onlyRead(second).readFrom()).isEqualTo(3);
    }

    @Test
    void aPollThatASeekMadeVoidIsDropped() {
        tracker.positioned(P0, LOG, 0);
        ConsumerRecords<byte[], byte[]> before = polled(3, 0, 1, 2);
        tracker.positioned(P0, LOG, 2);
        ConsumerRecords<byte[], byte[]> after = polled(4, 2, 3);

        assertThat(tracker.take(before).isEmpty()).isTrue();
        assertThat(onlyRead(after).readFrom()).isEqualTo(2);
    }

    @Test
    void aPartitionThatWasRevokedIsDropped() {
        tracker.positioned(P0, LOG, 0);
        ConsumerRecords<byte[], byte[]> poll = polled(3, 0, 1, 2);
        tracker.forget(P0);

        assertThat(tracker.take(poll).isEmpty()).isTrue();
        assertThat(tracker.positions()).isEmpty();
    }

    @Test
    void aPollThatTheWorkerNeverGotLeavesAHoleThatTheNextReadShows() {
        tracker.positioned(P0, LOG, 0);
        polled(3, 0, 1, 2);
        ConsumerRecords<byte[], byte[]> second = polled(5, 3, 4);

        // It begins where the lost one ended, which is not what is stored: the fence refuses it.
        assertThat(onlyRead(second).readFrom()).isEqualTo(3);
    }

    @Test
    void aPollBelowThePositionIsAFaultAndSaidSo() {
        tracker.positioned(P0, LOG, 5);

        assertThatThrownBy(() -> polled(5, 4)).hasMessage("poll of offsets 4 to 4 with next offset 5 at position 5");
    }

    @Test
    void recordsOfAPartitionWithoutAPositionCountForNothing() {
        ConsumerRecords<byte[], byte[]> poll = polled(3, 0, 1, 2);

        assertThat(tracker.take(poll).isEmpty()).isTrue();
    }

    /** A poll that gave these offsets, as the interceptor tells it. */
    private ConsumerRecords<byte[], byte[]> polled(long nextOffset, long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = LongStream.of(offsets)
                .mapToObj(offset -> new ConsumerRecord<>("locations", 0, offset, new byte[0], new byte[0]))
                .toList();
        ConsumerRecords<byte[], byte[]> poll =
                new ConsumerRecords<>(Map.of(P0, records), Map.of(P0, new OffsetAndMetadata(nextOffset)));
        tracker.onPolled(poll);
        return poll;
    }

    private PartitionRead onlyRead(ConsumerRecords<byte[], byte[]> poll) {
        return tracker.take(poll).reads().get(0);
    }
}
