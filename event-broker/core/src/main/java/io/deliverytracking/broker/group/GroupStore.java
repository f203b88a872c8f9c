package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one coordinator shard: the groups of one partition of {@code __consumer_offsets} and what
 * they committed.
 *
 * <p>Invariant: what is durable here changes by {@code replay} only; the same records in the same order give
 * the same state. Whoever has committed offsets has a group.
 *
 * <p>Threading: confined to the lane of the partition.
 */
final class GroupStore {

    private final Map<String, ClassicGroup> groups = new LinkedHashMap<>();
    private final Map<String, GroupOffsets> offsets = new LinkedHashMap<>();
    private final Map<String, GroupMetadata> metadata = new LinkedHashMap<>();

    @Nullable
    ClassicGroup group(String groupId) {
        return groups.get(groupId);
    }

    Collection<ClassicGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** The groups as they are now, safe against changes while iterating. */
    List<ClassicGroup> copyOfGroups() {
        return new ArrayList<>(groups.values());
    }

    /** What a group committed; empty for an unknown group. */
    GroupOffsets offsets(String groupId) {
        return offsets.getOrDefault(groupId, GroupOffsets.NONE);
    }

    /** A group's newest generation as it is written; null for one that only commits offsets. */
    @Nullable
    GroupMetadata metadata(String groupId) {
        return metadata.get(groupId);
    }

    /** How many records it takes to say all that is durable here. */
    int liveRecords() {
        int records = metadata.size();
        for (GroupOffsets ofGroup : offsets.values()) {
            records += ofGroup.size();
        }
        return records;
    }

    void replay(OffsetRecord record) {
        CommittedOffset committed = record.committed();
        if (committed != null) {
            // A client that only commits has a group without a protocol: Kafka's "simple" group.
            groups.computeIfAbsent(record.groupId(), ClassicGroup::new);
            offsets.computeIfAbsent(record.groupId(), groupId -> new GroupOffsets())
                    .put(record.topic(), record.partition(), committed);
            return;
        }
        GroupOffsets ofGroup = offsets.get(record.groupId());
        if (ofGroup != null) {
            ofGroup.remove(record.topic(), record.partition());
            if (ofGroup.isEmpty()) {
                offsets.remove(record.groupId());
            }
        }
    }

    void replay(GroupMetadataRecord record) {
        GroupMetadata written = record.metadata();
        if (written != null) {
            metadata.put(record.groupId(), written);
            groups.computeIfAbsent(record.groupId(), ClassicGroup::new).replay(written);
            return;
        }
        metadata.remove(record.groupId());
        ClassicGroup removed = groups.remove(record.groupId());
        if (removed != null) {
            removed.becomeDead();
        }
        if (offsets.containsKey(record.groupId())) {
            // Apache Kafka writes such a tombstone when a group moves to another protocol and keeps its offsets.
            groups.put(record.groupId(), new ClassicGroup(record.groupId()));
        }
    }
}
