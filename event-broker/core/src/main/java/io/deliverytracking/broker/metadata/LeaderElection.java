package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Decides ElectLeaders. A preferred election moves leadership back to the first replica, if that is
 * active and in sync. An unclean election makes an active replica that is out of sync leader of a
 * partition that has none.
 *
 * <p>Source: KIP-460.
 */
public final class LeaderElection {

    private LeaderElection() {}

    /** Decides for the partitions named, or for all: then only those are answered that an election changed or failed on. */
    public static Decision<ElectLeadersResponseData> decide(MetadataImage image, ElectLeadersRequestData request) {
        boolean unclean = isUnclean(request.electionType());
        List<MetadataRecord> records = new ArrayList<>();
        SortedMap<String, List<PartitionResult>> results = new TreeMap<>();
        if (request.topicPartitions() == null) {
            for (TopicImage topic : image.topics()) {
                for (PartitionImage partition : topic.partitions()) {
                    ApiError error = elect(image, topic.id(), partition, unclean, records);
                    if (!error.is(Errors.ELECTION_NOT_NEEDED)) {
                        add(results, topic.name(), partition.partition(), error);
                    }
                }
            }
        } else {
            for (ElectLeadersRequestData.TopicPartitions asked : request.topicPartitions()) {
                TopicImage topic = image.topic(asked.topic());
                for (int index : asked.partitions()) {
                    add(
                            results,
                            asked.topic(),
                            index,
                            electNamed(image, asked.topic(), topic, index, unclean, records));
                }
            }
        }
        ElectLeadersResponseData response = new ElectLeadersResponseData();
        for (Map.Entry<String, List<PartitionResult>> topic : results.entrySet()) {
            response.replicaElectionResults()
                    .add(new ReplicaElectionResult().setTopic(topic.getKey()).setPartitionResult(topic.getValue()));
        }
        return new Decision<>(records, response);
    }

    private static boolean isUnclean(byte electionType) {
        if (electionType != ElectionType.PREFERRED.value && electionType != ElectionType.UNCLEAN.value) {
            throw new InvalidRequestException("Unknown election type " + electionType);
        }
        return electionType == ElectionType.UNCLEAN.value;
    }

    private static void add(
            SortedMap<String, List<PartitionResult>> results, String topic, int partition, ApiError error) {
        results.computeIfAbsent(topic, name -> new ArrayList<>())
                .add(new PartitionResult()
                        .setPartitionId(partition)
                        .setErrorCode(error.error().code())
                        .setErrorMessage(error.message()));
    }

    private static ApiError electNamed(
            MetadataImage image,
            String name,
            @Nullable TopicImage topic,
            int index,
            boolean unclean,
            List<MetadataRecord> records) {
        if (topic == null) {
            return new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, "No such topic as " + name);
        }
        PartitionImage partition = topic.partition(index);
        if (partition == null) {
            return new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, "No such partition as " + name + "-" + index);
        }
        return elect(image, topic.id(), partition, unclean, records);
    }

    private static ApiError elect(
            MetadataImage image,
            Uuid topicId,
            PartitionImage partition,
            boolean unclean,
            List<MetadataRecord> records) {
        int preferred = partition.replicas().get(0);
        if (unclean ? partition.hasLeader() : partition.leader() == preferred) {
            return new ApiError(Errors.ELECTION_NOT_NEEDED, "Leader election not needed for topic partition.");
        }
        List<Integer> active = image.activeBrokerIds();
        if (!unclean) {
            if (!active.contains(preferred) || !partition.isr().contains(preferred)) {
                return new ApiError(
                        Errors.PREFERRED_LEADER_NOT_AVAILABLE,
                        "The preferred leader was not available for topic partition.");
            }
            records.add(elected(topicId, partition, partition.isr(), preferred));
            return ApiError.NONE;
        }
        for (int replica : partition.replicas()) {
            if (active.contains(replica)) {
                List<Integer> isr = partition.isr().contains(replica) ? partition.isr() : List.of(replica);
                records.add(elected(topicId, partition, isr, replica));
                return ApiError.NONE;
            }
        }
        return new ApiError(
                Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE, "Eligible topic partition leaders are not available.");
    }

    private static MetadataRecord elected(Uuid topicId, PartitionImage partition, List<Integer> isr, int leader) {
        return new MetadataRecord.PartitionSet(topicId, partition.with(isr, leader, partition.leaderEpoch() + 1));
    }
}
