package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.group.OffsetsTopic;
import io.deliverytracking.broker.handler.TopicCreator;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicImage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code __consumer_offsets} as FindCoordinator sees it: where its partitions are led. The first question creates it.
 *
 * <p>Threading: confined to the lane.
 */
final class ConsumerOffsets implements OffsetsTopic {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerOffsets.class);

    private final MetadataController metadata;
    private final TopicCreator creator;
    private final GroupConfig config;

    ConsumerOffsets(MetadataController metadata, TopicCreator creator, GroupConfig config) {
        this.metadata = metadata;
        this.creator = creator;
        this.config = config;
    }

    @Override
    public int partitionCount() {
        TopicImage topic = metadata.image().topic(GroupConfig.OFFSETS_TOPIC);
        return topic == null ? config.offsetsTopicPartitions() : topic.partitionCount();
    }

    @Override
    public void locate(int partition, String listenerName, Answer<CoordinatorEndpoint> answer) {
        creator.findOrCreate(GroupConfig.OFFSETS_TOPIC, (topic, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("topic", GroupConfig.OFFSETS_TOPIC)
                        .setCause(failure)
                        .log("Internal topic could not be created");
            }
            CoordinatorEndpoint leader = topic == null ? null : leaderOf(topic.partition(partition), listenerName);
            if (leader == null) {
                answer.fail(Errors.COORDINATOR_NOT_AVAILABLE);
            } else {
                answer.send(leader);
            }
        });
    }

    private @Nullable CoordinatorEndpoint leaderOf(@Nullable PartitionImage partition, String listenerName) {
        BrokerRegistration leader = partition == null ? null : metadata.image().broker(partition.leader());
        BrokerEndpoint endpoint = leader == null ? null : leader.endpoint(listenerName);
        return leader == null || endpoint == null
                ? null
                : new CoordinatorEndpoint(leader.brokerId(), endpoint.host(), endpoint.port());
    }
}
