package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a broker into the cluster: gives a new cluster its id, registers the broker, and elects it
 * leader of what it led or can lead.
 *
 * <p>Each start of a broker begins a new leader epoch of every partition it leads. What an earlier
 * incarnation had in its page cache may be gone after a power failure; with a new epoch, a consumer
 * that read it notices (KIP-320).
 *
 * <p>Threading: confined to the metadata lane.
 */
public final class BrokerLifecycle {

    private static final int TIMEOUT_MS = 60_000;

    private final MetadataController controller;
    private final RandomSource random;

    public BrokerLifecycle(MetadataController controller, RandomSource random) {
        this.controller = controller;
        this.random = random;
    }

    /**
     * Registers this incarnation and elects it, in as many batches as it takes.
     *
     * @param completion takes the registration when all elections are durable and replayed
     */
    public void register(
            int brokerId,
            List<BrokerEndpoint> endpoints,
            @Nullable String rack,
            Completion<BrokerRegistration> completion) {
        controller.<BrokerRegistration>submit(
                TIMEOUT_MS, image -> decideRegistration(image, brokerId, endpoints, rack), (registration, failure) -> {
                    if (registration == null) {
                        completion.complete(null, failure);
                    } else {
                        elect(registration, Cursor.START, completion);
                    }
                });
    }

    private Decision<BrokerRegistration> decideRegistration(
            MetadataImage image, int brokerId, List<BrokerEndpoint> endpoints, @Nullable String rack) {
        List<MetadataRecord> records = new ArrayList<>();
        if (image.clusterId() == null) {
            records.add(new MetadataRecord.ClusterFormatted(Uuids.random(random).toString()));
        }
        BrokerRegistration previous = image.broker(brokerId);
        // Above the last one, and above every one that was unregistered since.
        long brokerEpoch = Math.max(image.offset() + 1, previous == null ? 0 : previous.brokerEpoch() + 1);
        BrokerRegistration registration = new BrokerRegistration(brokerId, brokerEpoch, endpoints, rack, false);
        records.add(new MetadataRecord.BrokerRegistered(registration));
        return new Decision<>(records, registration);
    }

    private void elect(BrokerRegistration registration, Cursor after, Completion<BrokerRegistration> completion) {
        controller.<Cursor>submit(
                TIMEOUT_MS, image -> decideElections(image, registration.brokerId(), after), (last, failure) -> {
                    if (last == null) {
                        completion.complete(null, failure);
                    } else if (last.isEnd()) {
                        completion.complete(registration, null);
                    } else {
                        elect(registration, last, completion);
                    }
                });
    }

    /** Elects for one batch's worth of partitions behind {@code after}; answers the last one, or the end. */
    private static Decision<Cursor> decideElections(MetadataImage image, int brokerId, Cursor after) {
        List<MetadataRecord> records = new ArrayList<>();
        for (TopicImage topic : image.topics()) {
            for (PartitionImage partition : topic.partitions()) {
                if (!after.isBefore(topic.name(), partition.partition()) || !becomesLeader(partition, brokerId)) {
                    continue;
                }
                records.add(new MetadataRecord.PartitionSet(
                        topic.id(), partition.with(partition.isr(), brokerId, partition.leaderEpoch() + 1)));
                if (records.size() == MetadataLog.MAX_BATCH_RECORDS) {
                    return new Decision<>(records, new Cursor(topic.name(), partition.partition()));
                }
            }
        }
        return new Decision<>(records, Cursor.END);
    }

    /** A partition in the order of the image, to go on behind it though topics come and go meanwhile. */
    private record Cursor(String topic, int partition) {
        static final Cursor START = new Cursor("", -1);
        static final Cursor END = new Cursor("", Integer.MAX_VALUE);

        boolean isEnd() {
            return equals(END);
        }

        boolean isBefore(String otherTopic, int otherPartition) {
            int byTopic = topic.compareTo(otherTopic);
            return byTopic < 0 || (byTopic == 0 && partition < otherPartition);
        }
    }

    private static boolean becomesLeader(PartitionImage partition, int brokerId) {
        return partition.leader() == brokerId
                || (!partition.hasLeader() && partition.isr().contains(brokerId));
    }
}
