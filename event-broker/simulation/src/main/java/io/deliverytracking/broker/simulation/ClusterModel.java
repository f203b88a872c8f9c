package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What clients know of a cluster: what was acknowledged, and what was asked and not answered, which may have happened.
 *
 * <p>Invariant: one request is under way at a time, so the metadata is in one of two states.
 */
final class ClusterModel {

    private SortedMap<String, TopicModel> topics = new TreeMap<>();
    private @Nullable SortedMap<String, TopicModel> asked;
    private final CommitModel commits = new CommitModel();
    private final Set<Long> producerIds = new TreeSet<>();
    private @Nullable String clusterId;

    // ---- metadata ------------------------------------------------------------------------------------------------

    @Nullable
    TopicModel topic(String name) {
        return topics.get(name);
    }

    SortedMap<String, TopicModel> topics() {
        return topics;
    }

    /** A topic is to be made, or changed into this. */
    void onTopicAsked(TopicModel topic) {
        SortedMap<String, TopicModel> next = new TreeMap<>(topics);
        next.put(topic.name(), topic);
        asked = next;
    }

    /** A topic is to be deleted. */
    void onDeletionAsked(String name) {
        SortedMap<String, TopicModel> next = new TreeMap<>(topics);
        next.remove(name);
        asked = next;
    }

    /** What was asked is done. */
    void onChanged() {
        if (asked != null) {
            topics = asked;
        }
        asked = null;
    }

    /** What was asked is refused, which is to say that nothing changed. */
    void onRefused() {
        asked = null;
    }

    /** The one of the possible states that {@code metadata} is in. */
    SortedMap<String, TopicModel> stateOf(MetadataImage metadata) {
        if (matches(topics, metadata)) {
            return topics;
        }
        SortedMap<String, TopicModel> other = asked;
        if (other != null && matches(other, metadata)) {
            return other;
        }
        throw new AssertionError("the metadata has " + metadata.topics() + " with " + metadata.configs()
                + ", known are " + topics.values() + (other == null ? "" : " or " + other.values()));
    }

    private static boolean matches(SortedMap<String, TopicModel> known, MetadataImage metadata) {
        int count = 0;
        for (TopicImage image : metadata.topics()) {
            if (isInternal(image.name())) {
                continue;
            }
            TopicModel topic = known.get(image.name());
            if (topic == null || !topic.matches(image, metadata)) {
                return false;
            }
            count++;
        }
        return count == known.size();
    }

    /** After a restart: what was asked and not answered has happened, or has not; the broker says which. */
    void adopt(Node restarted) {
        SortedMap<String, TopicModel> adopted = new TreeMap<>(stateOf(restarted.metadata()));
        adopted.replaceAll((name, topic) -> {
            TopicImage image = restarted.metadata().topic(name);
            return image == null ? topic : topic.withId(image.id());
        });
        topics = adopted;
        asked = null;
    }

    static boolean isInternal(String topic) {
        return topic.equals(GroupConfig.OFFSETS_TOPIC);
    }

    // ---- the rest ------------------------------------------------------------------------------------------------

    CommitModel commits() {
        return commits;
    }

    /** An id for a producer; each is given once in the life of a cluster. */
    void onProducerId(long id) {
        if (!producerIds.add(id)) {
            throw new AssertionError("producer id " + id + " was given twice");
        }
    }

    boolean isKnownProducerId(long id) {
        return producerIds.contains(id);
    }

    /** The broker serves, as this cluster: as the same for ever. */
    void onStarted(String id) {
        checkClusterId(id);
        clusterId = id;
    }

    void checkClusterId(String id) {
        if (clusterId != null && !clusterId.equals(id)) {
            throw new AssertionError("cluster " + clusterId + " has become cluster " + id);
        }
    }

    /** Everything acknowledged so far is forced to disk. */
    void onForced() {
        topics.values().forEach(topic -> topic.partitions().forEach(PartitionModel::onForced));
        commits.onForced();
    }

    /** Takes down what the broker believes at this moment. */
    void observe(Node node, boolean atRest) {
        for (Partition partition : node.partitions().all()) {
            if (isInternal(partition.topic())) {
                commits.observe(partition.log().recoveryPoint());
                continue;
            }
            TopicModel topic = topics.get(partition.topic());
            if (topic == null && asked != null) {
                topic = asked.get(partition.topic());
            }
            if (topic == null || partition.index() >= topic.partitions().size()) {
                continue;
            }
            PartitionModel model = topic.partitions().get(partition.index());
            if (atRest) {
                model.observeAtRest(partition.log());
            } else {
                model.observe(partition.log());
            }
        }
    }
}
