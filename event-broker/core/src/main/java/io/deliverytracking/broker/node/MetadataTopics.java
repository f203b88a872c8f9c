package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.TopicDirectory;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Topic names and ids as the newest metadata has them.
 *
 * <p>Threading: confined to the lane.
 */
final class MetadataTopics implements TopicDirectory {

    private final MetadataController metadata;
    /** Groups that look up expressions keep them, each of them the same list. */
    private List<String> names = List.of();

    private @Nullable MetadataImage named;

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
        MetadataImage image = metadata.image();
        if (image != named) {
            names = List.copyOf(image.topics().stream().map(TopicImage::name).toList());
            named = image;
        }
        return names;
    }

    @Override
    public long version() {
        return metadata.image().offset();
    }
}
