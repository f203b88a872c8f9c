package io.deliverytracking.location.kafka;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.OrderUpdate;
import io.deliverytracking.service.kafka.Undecodable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies one poll after another to the map: decodes, hands over in batches, then moves the positions.
 *
 * <p>Knows the official client's records and no framework: any loop that polls can drive it.
 *
 * <p>Threading: one poll at a time, in order; not thread-safe.
 *
 * <p>Failure: a record that cannot be decoded is counted and passed over. Any other exception is our fault and goes to the
 * caller, who must not go on: positions then still point at the poll that failed.
 */
final class DeliveryIngest {

    private final LiveMap map;
    private final String ordersTopic;
    private final AppliedPositions positions;
    private final Undecodable undecodable;
    private final FixBatch fixes = new FixBatch(5_000);
    private final List<OrderUpdate> updates = new ArrayList<>();

    DeliveryIngest(LiveMap map, String ordersTopic, AppliedPositions positions, Undecodable undecodable) {
        this.map = map;
        this.ordersTopic = ordersTopic;
        this.positions = positions;
        this.undecodable = undecodable;
    }

    void apply(ConsumerRecords<byte[], byte[]> poll) {
        fixes.clear();
        updates.clear();
        for (TopicPartition partition : poll.partitions()) {
            if (partition.topic().equals(ordersTopic)) {
                decodeOrders(poll.records(partition));
            } else {
                decodeFixes(poll.records(partition));
            }
        }
        if (!updates.isEmpty()) {
            map.accept(updates);
        }
        if (fixes.size() > 0) {
            map.accept(fixes);
        }
        for (TopicPartition partition : poll.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll.records(partition);
            positions.applied(
                    partition,
                    records.get(0).offset(),
                    records.get(records.size() - 1).offset() + 1);
        }
    }

    private void decodeFixes(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                LocationDecoder.decodeFix(record, fixes);
            } catch (EventFormatException e) {
                undecodable.add(record, e);
            }
        }
    }

    private void decodeOrders(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                updates.add(LocationDecoder.decodeOrder(record));
            } catch (EventFormatException e) {
                undecodable.add(record, e);
            }
        }
    }
}
