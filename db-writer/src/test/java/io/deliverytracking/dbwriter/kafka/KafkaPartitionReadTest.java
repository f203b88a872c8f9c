package io.deliverytracking.dbwriter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaPartitionReadTest {
    private static final LogIdentity LOG = new LogIdentity("cluster", new UUID(1, 2), "locations");

    /** Offsets 7, 8 and 11 of a read from 5 to 13; the leader changed after 8. */
    private final PartitionRead read = new KafkaPartitionRead(
            LOG, new TopicPartition("locations", 3), List.of(record(7, 1), record(8, 1), record(11, 2)), 5, 13);

    @Test
    void aSliceIsWhatAPollWouldHaveGivenThatEndedThere() {
        PartitionRead slice = read.slice(0, 2);

        assertThat(slice.readFrom()).isEqualTo(5);
        assertThat(slice.nextOffset()).isEqualTo(11);
        assertThat(slice.leaderEpoch()).isEqualTo(1);
        assertThat(slice.size()).isEqualTo(2);
        assertThat(slice.log()).isEqualTo(LOG);
        assertThat(slice.partition()).isEqualTo(read.partition());
    }

    @Test
    void aSliceOfTheEndEndsWhereThePollEnded() {
        PartitionRead slice = read.slice(2, 3);

        assertThat(slice.readFrom()).isEqualTo(11);
        assertThat(slice.nextOffset()).isEqualTo(13);
        assertThat(slice.leaderEpoch()).isEqualTo(2);
        assertThat(slice.offset(0)).isEqualTo(11);
    }

    @Test
    void aSliceOfASliceIsASlice() {
        PartitionRead slice = read.slice(1, 3).slice(0, 1);

        assertThat(slice.readFrom()).isEqualTo(8);
        assertThat(slice.nextOffset()).isEqualTo(11);
        assertThat(slice.offset(0)).isEqualTo(8);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int leaderEpoch) {
        return new ConsumerRecord<>(
                "locations",
                3,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.of(leaderEpoch));
    }
}
