package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** Images for tests, made the only way there is: by replaying records. */
final class Images {

    private Images() {}

    static BrokerRegistration broker(int id) {
        return new BrokerRegistration(
                id, 7, List.of(new BrokerEndpoint("PLAINTEXT", "127.0.0.1", 9092 + id)), null, false);
    }

    static BrokerRegistration fenced(int id) {
        return new BrokerRegistration(id, 7, broker(id).endpoints(), "rack-" + id, true);
    }

    /** A cluster of active brokers with these ids. */
    static MetadataImage cluster(int... brokerIds) {
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new MetadataRecord.ClusterFormatted("cluster-1"));
        for (int id : brokerIds) {
            records.add(new MetadataRecord.BrokerRegistered(broker(id)));
        }
        return MetadataImage.EMPTY.next(0).replay(records).build();
    }

    /** The same with a topic of so many partitions on broker 1. */
    static MetadataImage withTopic(MetadataImage image, String name, Uuid id, int partitions) {
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new MetadataRecord.TopicCreated(name, id));
        for (int i = 0; i < partitions; i++) {
            records.add(new MetadataRecord.PartitionSet(id, new PartitionImage(i, List.of(1), List.of(1), 1, 0, 0)));
        }
        return apply(image, records);
    }

    static MetadataImage apply(MetadataImage image, List<MetadataRecord> records) {
        return image.next(image.offset() + 1).replay(records).build();
    }

    static MetadataImage apply(MetadataImage image, Decision<?> decision) {
        return apply(image, decision.records());
    }
}
