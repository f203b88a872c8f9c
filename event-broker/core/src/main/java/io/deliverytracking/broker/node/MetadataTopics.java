package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.TopicDirectory;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.Collection;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Topic names and ids as the newest metadata has them.
 *
 * <p>Threading: confined to the lane.
 */
final class MetadataTopics implements TopicDirectory {

    private final MetadataController metadata;

    MetadataTopics(MetadataController metadata) {
        this.metadata = metadata;
    }

    @Override
    public Uuid topicId(String topic) {
        TopicImage found = metadata.image().topic(topic);
        return found == null ? Uuid.ZERO_UUID : found.id();
    }

    @Override
    public @Nullable String topicName(Uuid topicId) {
        TopicImage found = metadata.image().topic(topicId);
        return found == null ? null : found.name();
    }

    @Override
    public boolean hasPartition(String topic, int partition) {
        return metadata.image().partition(topic, partition) != null;
    }

    @Override
    public int partitionCount(String topic) {
        TopicImage found = metadata.image().topic(topic);
        return found == null ? 0 : found.partitionCount();
    }

    @Override
    public Collection<String> topics() {
        return metadata.image().topics().stream().map(TopicImage::name).toList();
    }

    @Override
    public long version() {
        return metadata.image().offset();
    }
}
