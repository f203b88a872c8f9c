package io.deliverytracking.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.OrderKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.ledger.OrderLedger;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.testkit.LogClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a broker has of one session, in the order of each partition, to hold against the session's ledger. */
public final class StoredLocations {

    private final List<RiderLocation> locations = new ArrayList<>();
    private final Map<Long, Integer> copies = new HashMap<>();
    private final Map<String, Integer> orders = new HashMap<>();

    public static StoredLocations read(LogClient log, long session) {
        StoredLocations stored = new StoredLocations();
        for (ConsumerRecord<byte[], byte[]> record : readAll(log, Topics.DELIVERY_LOCATION_UPDATES)) {
            RiderLocation location = LocationCodec.decode(record.value());
            assertThat(LocationKeys.decode(record.key())).isEqualTo(location.getRiderId());
            if (location.getSession() == session) {
                stored.locations.add(location);
                stored.copies.merge(key(location.getRiderId(), location.getSequence()), 1, Integer::sum);
            }
        }
        for (ConsumerRecord<byte[], byte[]> record : readAll(log, Topics.RESTAURANT_UPDATES)) {
            RestaurantUpdate update = OrderCodec.decode(record.value());
            assertThat(OrderKeys.decode(record.key())).isEqualTo(update.getOrderId());
            if (update.getSession() == session) {
                stored.orders.merge(update.getOrderId() + "/" + update.getStateValue(), 1, Integer::sum);
            }
        }
        return stored;
    }

    public List<RiderLocation> locations() {
        return locations;
    }

    public int copies(int riderId, int sequence) {
        return copies.getOrDefault(key(riderId, sequence), 0);
    }

    /** Nothing acknowledged is missing, nothing is there that was not sent, nothing more often than sent. */
    public void assertBalancesWith(SessionLedger ledger) {
        long[] known = {0};
        ledger.forEachRider(rider -> {
            for (int sequence = 0; sequence < rider.sent(); sequence++) {
                int stored = copies(rider.riderId(), sequence);
                assertThat(stored)
                        .as("copies of rider %d, sequence %d", rider.riderId(), sequence)
                        .isBetween(rider.fewestCopies(sequence), rider.mostCopies(sequence));
                known[0] += stored;
            }
        });
        assertThat(known[0]).as("events of this session in the ledger").isEqualTo(locations.size());
        OrderLedger sent = ledger.orders();
        sent.forEachAcknowledged((orderId, state) ->
                assertThat(orders).as("acknowledged order updates").containsKey(orderId + "/" + state));
        assertThat(orders.values()).allMatch(count -> count == 1);
        assertThat(orders).hasSizeBetween(sent.acknowledged(), sent.sent());
    }

    /**
     * What a killed sender had on its way may arrive meanwhile, and would be taken for what was there before: read again
     * until nothing came.
     */
    private static List<ConsumerRecord<byte[], byte[]>> readAll(LogClient log, String topic) {
        long end = log.endOffset(topic);
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> records = log.read(topic, (int) end);
            long endNow = log.endOffset(topic);
            if (endNow == end) {
                return records;
            }
            end = endNow;
        }
    }

    private static long key(int riderId, int sequence) {
        return (long) riderId << 32 | sequence;
    }
}
