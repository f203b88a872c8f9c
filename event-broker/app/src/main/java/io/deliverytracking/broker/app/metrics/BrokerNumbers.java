package io.deliverytracking.broker.app.metrics;

import io.deliverytracking.broker.app.Lag;
import io.deliverytracking.broker.group.GroupSnapshot;
import io.deliverytracking.broker.handler.DataCounters;
import io.deliverytracking.broker.log.compaction.CleanerFacts;
import io.deliverytracking.broker.log.scrub.ScrubFacts;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is scraped, as it stood at one moment of the lane.
 *
 * @param parkedRequests requests that wait for data or acknowledgement
 * @param cleaner what log compaction has done
 * @param scrub what reading segments again has found
 */
record BrokerNumbers(
        DataCounters.Snapshot data,
        Cluster cluster,
        List<PartitionNumbers> partitions,
        List<GroupNumbers> groups,
        long completedRebalances,
        long offsetCommits,
        long offsetExpirations,
        long offsetDeletions,
        int parkedRequests,
        int fetchSessions,
        CleanerFacts cleaner,
        ScrubFacts scrub) {

    /** What the metadata says. */
    record Cluster(int activeBrokers, int fencedBrokers, int topics, int partitions, int withoutLeader) {}

    /** One replica of this broker. */
    record PartitionNumbers(
            String topic,
            String partition,
            long logStartOffset,
            long highWatermark,
            long logEndOffset,
            long sizeBytes,
            int segments,
            boolean leader,
            boolean underReplicated,
            boolean offline) {}

    /** One group. */
    record GroupNumbers(String group, String state, int members, List<Lag> lags) {}

    /** Reads everything; on the lane. */
    static BrokerNumbers of(Node node) {
        List<PartitionNumbers> partitions = new ArrayList<>();
        for (Partition partition : node.partitions().all()) {
            partitions.add(numbers(node.metadata(), partition));
        }
        List<GroupNumbers> groups = new ArrayList<>();
        for (GroupSnapshot group : node.groups().snapshots()) {
            groups.add(new GroupNumbers(
                    group.groupId(), group.state(), group.members().size(), Lag.of(group, node.partitions())));
        }
        return new BrokerNumbers(
                node.counters().snapshot(),
                cluster(node.metadata()),
                partitions,
                groups,
                node.groups().counters().completedRebalances(),
                node.groups().counters().offsetCommits(),
                node.groups().counters().offsetExpirations(),
                node.groups().counters().offsetDeletions(),
                node.parkedRequests(),
                node.fetchSessions(),
                node.cleanerFacts(),
                node.scrubFacts());
    }

    private static Cluster cluster(MetadataImage image) {
        int active = image.activeBrokerIds().size();
        int partitions = 0;
        int withoutLeader = 0;
        for (TopicImage topic : image.topics()) {
            partitions += topic.partitionCount();
            for (PartitionImage partition : topic.partitions()) {
                withoutLeader += partition.hasLeader() ? 0 : 1;
            }
        }
        return new Cluster(
                active, image.brokers().size() - active, image.topics().size(), partitions, withoutLeader);
    }

    private static PartitionNumbers numbers(MetadataImage image, Partition partition) {
        PartitionImage known = image.partition(partition.topicId(), partition.index());
        return new PartitionNumbers(
                partition.topic(),
                Integer.toString(partition.index()),
                partition.log().logStartOffset(),
                partition.highWatermark(),
                partition.log().logEndOffset(),
                partition.log().sizeInBytes(),
                partition.log().segments().size(),
                partition.isLeader(),
                known != null && known.isUnderReplicated(),
                partition.isOffline());
    }
}
