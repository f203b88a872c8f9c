package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The state of one coordinator shard: the groups of one partition of {@code __consumer_offsets} and what
 * they committed.
 *
 * <p>Invariant: what is durable here changes by {@code replay} only; the same records in the same order give
 * the same state. Whoever has committed offsets has a group; a group is of one protocol.
 *
 * <p>Threading: confined to the lane of the partition.
 */
final class GroupStore {

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, GroupOffsets> offsets = new LinkedHashMap<>();
    private final Map<String, GroupMetadata> metadata = new LinkedHashMap<>();

    @Nullable
    Group group(String groupId) {
        return groups.get(groupId);
    }

    /** The group, if it is of the classic protocol. */
    @Nullable
    ClassicGroup classicGroup(String groupId) {
        return groups.get(groupId) instanceof ClassicGroup group ? group : null;
    }

    /** The group, if it is of the consumer protocol. */
    @Nullable
    ConsumerGroup consumerGroup(String groupId) {
        return groups.get(groupId) instanceof ConsumerGroup group ? group : null;
    }

    Collection<Group> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** The groups as they are now, safe against changes while iterating. */
    List<Group> copyOfGroups() {
        return new ArrayList<>(groups.values());
    }

    /** What a group committed; empty for an unknown group. */
    GroupOffsets offsets(String groupId) {
        return offsets.getOrDefault(groupId, GroupOffsets.NONE);
    }

    /** A classic group's newest generation as it is written; null for one that only commits offsets. */
    @Nullable
    GroupMetadata metadata(String groupId) {
        return metadata.get(groupId);
    }

    /** How many records it takes to say all that is durable here. */
    int liveRecords() {
        int records = metadata.size();
        for (Group group : groups.values()) {
            records += group instanceof ConsumerGroup consumers ? consumers.liveRecordCount() : 0;
        }
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
        String groupId = record.groupId();
        GroupMetadata written = record.metadata();
        if (written != null) {
            metadata.put(groupId, written);
            findOrCreateClassicGroup(groupId).replay(written);
            return;
        }
        metadata.remove(groupId);
        if (groups.get(groupId) instanceof ClassicGroup removed) {
            removed.becomeDead();
            remove(groupId);
        }
    }

    private ClassicGroup findOrCreateClassicGroup(String groupId) {
        ClassicGroup known = classicGroup(groupId);
        if (known != null) {
            return known;
        }
        Invariant.check(!groups.containsKey(groupId), "A consumer group is removed before a classic one takes its id");
        ClassicGroup created = new ClassicGroup(groupId);
        groups.put(groupId, created);
        return created;
    }

    /** The consumer group of this id; a new one takes the place of a group that only committed offsets. */
    ConsumerGroup findOrCreateConsumerGroup(String groupId) {
        ConsumerGroup known = consumerGroup(groupId);
        if (known != null) {
            return known;
        }
        Invariant.check(
                !metadata.containsKey(groupId), "A classic group is removed before a consumer group takes its id");
        ClassicGroup replaced = classicGroup(groupId);
        if (replaced != null) {
            replaced.becomeDead();
        }
        ConsumerGroup created = new ConsumerGroup(groupId);
        groups.put(groupId, created);
        return created;
    }

    void removeConsumerGroup(String groupId) {
        ConsumerGroup removed = consumerGroup(groupId);
        if (removed != null) {
            removed.abandon(Errors.COORDINATOR_NOT_AVAILABLE);
            remove(groupId);
        }
    }

    /** The group goes; what it committed stays, if it was not told to go, until another group takes it over. */
    private void remove(String groupId) {
        groups.remove(groupId);
        if (offsets.containsKey(groupId)) {
            groups.put(groupId, new ClassicGroup(groupId));
        }
    }
}
