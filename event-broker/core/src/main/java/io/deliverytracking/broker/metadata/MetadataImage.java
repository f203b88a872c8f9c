package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's metadata at one offset of the metadata log.
 *
 * <p>Invariant: equal records replayed in equal order give equal images; nothing else changes one.
 * Topics are iterated by name, brokers by id, configuration keys by name, so that every answer built
 * from an image comes in the same order in every run.
 *
 * <p>Threading: immutable, share freely. A held image is a consistent point in time.
 *
 * <p>Source: KIP-516 (topic ids), KIP-631 (registration, broker epochs, producer id blocks).
 */
public final class MetadataImage {

    /** Before the first record. */
    public static final MetadataImage EMPTY = new Builder(-1L).build();

    private final long offset;
    private final @Nullable String clusterId;
    private final SortedMap<Integer, BrokerRegistration> brokers;
    private final SortedMap<String, TopicImage> topicsByName;
    // Looked up, never iterated: hash order would differ between runs.
    private final Map<Uuid, TopicImage> topicsById;
    private final SortedMap<ConfigResource, SortedMap<String, String>> configs;
    private final SortedMap<QuotaEntity, SortedMap<String, Double>> clientQuotas;
    private final long nextProducerId;

    private MetadataImage(Builder builder) {
        this.offset = builder.offset;
        this.clusterId = builder.clusterId;
        this.brokers = Collections.unmodifiableSortedMap(builder.brokers);
        this.topicsByName = Collections.unmodifiableSortedMap(builder.topicsByName);
        this.topicsById = Collections.unmodifiableMap(builder.topicsById);
        this.configs = Collections.unmodifiableSortedMap(builder.configs);
        this.clientQuotas = Collections.unmodifiableSortedMap(builder.clientQuotas);
        this.nextProducerId = builder.nextProducerId;
    }

    /** The offset of the last batch in this image, -1 before the first. */
    public long offset() {
        return offset;
    }

    /** The cluster's id, or null before the log was formatted. */
    public @Nullable String clusterId() {
        return clusterId;
    }

    /** All registered brokers, by id. */
    public Collection<BrokerRegistration> brokers() {
        return brokers.values();
    }

    public @Nullable BrokerRegistration broker(int brokerId) {
        return brokers.get(brokerId);
    }

    /** Ids of the brokers that are registered and not fenced, ascending. */
    public List<Integer> activeBrokerIds() {
        List<Integer> ids = new ArrayList<>(brokers.size());
        for (BrokerRegistration broker : brokers.values()) {
            if (!broker.fenced()) {
                ids.add(broker.brokerId());
            }
        }
        return ids;
    }

    /** All topics, by name. */
    public Collection<TopicImage> topics() {
        return topicsByName.values();
    }

    public @Nullable TopicImage topic(String name) {
        return topicsByName.get(name);
    }

    public @Nullable TopicImage topic(Uuid id) {
        return topicsById.get(id);
    }

    public @Nullable PartitionImage partition(String topic, int partition) {
        TopicImage image = topicsByName.get(topic);
        return image == null ? null : image.partition(partition);
    }

    public @Nullable PartitionImage partition(Uuid topicId, int partition) {
        TopicImage image = topicsById.get(topicId);
        return image == null ? null : image.partition(partition);
    }

    /** What was set on this resource; defaults are not in here. Empty when nothing was. */
    public SortedMap<String, String> configs(ConfigResource resource) {
        return configs.getOrDefault(resource, Collections.emptySortedMap());
    }

    /** What was set on this topic; defaults are not in here. */
    public SortedMap<String, String> topicConfigs(String topic) {
        return configs(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    /** Every resource on which something was set, with what was set. */
    public SortedMap<ConfigResource, SortedMap<String, String>> configs() {
        return configs;
    }

    /** Every quota by its entity, then by its key. */
    public SortedMap<QuotaEntity, SortedMap<String, Double>> clientQuotas() {
        return clientQuotas;
    }

    /** The first producer id that no block handed out so far contains. */
    public long nextProducerId() {
        return nextProducerId;
    }

    /** A builder for the image after the batch at {@code newOffset}; this image stays as it is. */
    public Builder next(long newOffset) {
        return new Builder(this, newOffset);
    }

    /** The records that rebuild this image from {@link #EMPTY}: what a snapshot holds. */
    public List<MetadataRecord> toRecords() {
        List<MetadataRecord> records = new ArrayList<>();
        if (clusterId != null) {
            records.add(new MetadataRecord.ClusterFormatted(clusterId));
        }
        for (BrokerRegistration broker : brokers.values()) {
            records.add(new MetadataRecord.BrokerRegistered(broker));
        }
        for (TopicImage topic : topicsByName.values()) {
            records.add(new MetadataRecord.TopicCreated(topic.name(), topic.id()));
            for (PartitionImage partition : topic.partitions()) {
                records.add(new MetadataRecord.PartitionSet(topic.id(), partition));
            }
        }
        for (Map.Entry<ConfigResource, SortedMap<String, String>> resource : configs.entrySet()) {
            for (Map.Entry<String, String> config : resource.getValue().entrySet()) {
                records.add(new MetadataRecord.ConfigSet(resource.getKey(), config.getKey(), config.getValue()));
            }
        }
        clientQuotas.forEach((entity, quotas) ->
                quotas.forEach((key, value) -> records.add(new MetadataRecord.ClientQuotaSet(entity, key, value))));
        if (nextProducerId > 0) {
            records.add(new MetadataRecord.ProducerIdsReserved(nextProducerId));
        }
        return records;
    }

    /** Equal content; the offset is where, not what. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetadataImage that
                && Objects.equals(clusterId, that.clusterId)
                && brokers.equals(that.brokers)
                && topicsByName.equals(that.topicsByName)
                && configs.equals(that.configs)
                && clientQuotas.equals(that.clientQuotas)
                && nextProducerId == that.nextProducerId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(clusterId, brokers, topicsByName, configs, clientQuotas, nextProducerId);
    }

    @Override
    public String toString() {
        return "MetadataImage(offset=" + offset + ", clusterId=" + clusterId + ", brokers=" + brokers.keySet()
                + ", topics=" + topicsByName.keySet() + ", nextProducerId=" + nextProducerId + ")";
    }

    /**
     * The next image in the making: {@link #replay} records onto it, then {@link #build} once.
     *
     * <p>Threading: one owner. Failure: a record that contradicts the image (a partition of an
     * unknown topic, a topic created twice) is our own fault and throws {@link
     * IllegalStateException}; whoever decided to write it did not look at the image.
     */
    public static final class Builder {

        private final long offset;
        private @Nullable String clusterId;
        private final TreeMap<Integer, BrokerRegistration> brokers;
        private final TreeMap<String, TopicImage> topicsByName;
        private final HashMap<Uuid, TopicImage> topicsById;
        private final TreeMap<ConfigResource, SortedMap<String, String>> configs;
        private final TreeMap<QuotaEntity, SortedMap<String, Double>> clientQuotas;
        private long nextProducerId;

        // Partitions of the topics touched so far, copied once: a topic of n partitions comes as n records.
        private final LinkedHashMap<Uuid, List<PartitionImage>> touched = new LinkedHashMap<>();

        private Builder(long offset) {
            this.offset = offset;
            this.brokers = new TreeMap<>();
            this.topicsByName = new TreeMap<>();
            this.topicsById = new HashMap<>();
            this.configs = new TreeMap<>(ConfigResources.ORDER);
            this.clientQuotas = new TreeMap<>();
        }

        private Builder(MetadataImage image, long offset) {
            this.offset = offset;
            this.clusterId = image.clusterId;
            this.brokers = new TreeMap<>(image.brokers);
            this.topicsByName = new TreeMap<>(image.topicsByName);
            this.topicsById = new HashMap<>(image.topicsById);
            this.configs = new TreeMap<>(image.configs);
            this.clientQuotas = new TreeMap<>(image.clientQuotas);
            this.nextProducerId = image.nextProducerId;
        }

        public Builder replay(MetadataRecord record) {
            record.replayOnto(this);
            return this;
        }

        public Builder replay(List<MetadataRecord> records) {
            records.forEach(this::replay);
            return this;
        }

        public MetadataImage build() {
            for (Map.Entry<Uuid, List<PartitionImage>> entry : touched.entrySet()) {
                TopicImage topic = known(entry.getKey());
                TopicImage changed = new TopicImage(topic.name(), topic.id(), entry.getValue());
                topicsById.put(changed.id(), changed);
                topicsByName.put(changed.name(), changed);
            }
            touched.clear();
            return new MetadataImage(this);
        }

        void formatCluster(String id) {
            if (clusterId != null && !clusterId.equals(id)) {
                throw new IllegalStateException("cluster " + clusterId + " cannot become cluster " + id);
            }
            clusterId = id;
        }

        void setBroker(BrokerRegistration broker) {
            brokers.put(broker.brokerId(), broker);
        }

        void removeBroker(int brokerId) {
            if (brokers.remove(brokerId) == null) {
                throw new IllegalStateException("broker " + brokerId + " is not registered");
            }
        }

        void createTopic(String name, Uuid id) {
            TopicImage topic = new TopicImage(name, id, List.of());
            TopicImage sameName = topicsByName.putIfAbsent(name, topic);
            TopicImage sameId = topicsById.putIfAbsent(id, topic);
            if (sameName != null || sameId != null) {
                throw new IllegalStateException("topic " + name + " with id " + id + " exists already: "
                        + (sameName != null ? sameName : sameId));
            }
        }

        void deleteTopic(Uuid id) {
            TopicImage topic = known(id);
            touched.remove(id);
            topicsById.remove(id);
            topicsByName.remove(topic.name());
            configs.remove(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
        }

        void setPartition(Uuid topicId, PartitionImage partition) {
            TopicImage topic = known(topicId);
            List<PartitionImage> partitions =
                    touched.computeIfAbsent(topicId, id -> new ArrayList<>(topic.partitions()));
            int index = partition.partition();
            if (index < partitions.size()) {
                partitions.set(index, partition);
            } else if (index == partitions.size()) {
                partitions.add(partition);
            } else {
                throw new IllegalStateException(
                        "partition " + index + " of topic " + topic.name() + " comes before " + partitions.size());
            }
        }

        void setConfig(ConfigResource resource, String key, @Nullable String value) {
            SortedMap<String, String> before = configs.getOrDefault(resource, Collections.emptySortedMap());
            TreeMap<String, String> after = new TreeMap<>(before);
            if (value == null) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
            if (after.isEmpty()) {
                configs.remove(resource);
            } else {
                configs.put(resource, Collections.unmodifiableSortedMap(after));
            }
        }

        void setClientQuota(QuotaEntity entity, String key, @Nullable Double value) {
            TreeMap<String, Double> after = new TreeMap<>(clientQuotas.getOrDefault(entity, new TreeMap<>()));
            if (value == null) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
            if (after.isEmpty()) {
                clientQuotas.remove(entity);
            } else {
                clientQuotas.put(entity, Collections.unmodifiableSortedMap(after));
            }
        }

        void reserveProducerIds(long next) {
            if (next < nextProducerId) {
                throw new IllegalStateException(
                        "producer ids below " + nextProducerId + " are handed out, cannot go back to " + next);
            }
            nextProducerId = next;
        }

        private TopicImage known(Uuid id) {
            TopicImage topic = topicsById.get(id);
            if (topic == null) {
                throw new IllegalStateException("topic id " + id + " is not known");
            }
            return topic;
        }
    }
}
