package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A topic as clients know it.
 *
 * @param name its name
 * @param id null while the answer to its creation is not there
 * @param configs what was set on it
 * @param partitions shared with the versions of this topic before and after a change
 */
record TopicModel(String name, @Nullable Uuid id, SortedMap<String, String> configs, List<PartitionModel> partitions) {

    static TopicModel created(String name, int partitions, SortedMap<String, String> configs) {
        return new TopicModel(name, null, configs, grown(List.of(), partitions));
    }

    /** Whether only the newest record of each key has to stay. */
    boolean isCompacted() {
        return configs.getOrDefault("cleanup.policy", "").contains("compact");
    }

    TopicModel withId(Uuid newId) {
        return new TopicModel(name, newId, configs, partitions);
    }

    TopicModel withConfig(String key, String value) {
        SortedMap<String, String> changed = new TreeMap<>(configs);
        changed.put(key, value);
        return new TopicModel(name, id, changed, partitions);
    }

    TopicModel withPartitions(int count) {
        return new TopicModel(name, id, configs, grown(partitions, count));
    }

    private static List<PartitionModel> grown(List<PartitionModel> before, int count) {
        List<PartitionModel> all = new ArrayList<>(before);
        while (all.size() < count) {
            all.add(new PartitionModel());
        }
        return List.copyOf(all);
    }

    boolean matches(TopicImage image, MetadataImage metadata) {
        return name.equals(image.name())
                && (id == null || id.equals(image.id()))
                && partitions.size() == image.partitionCount()
                && configs.equals(metadata.topicConfigs(name));
    }

    @Override
    public String toString() {
        return name + "(" + id + ", " + partitions.size() + " partitions, " + configs + ")";
    }
}
