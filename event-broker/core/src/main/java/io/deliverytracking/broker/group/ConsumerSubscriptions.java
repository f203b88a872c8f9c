package io.deliverytracking.broker.group;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a consumer group read: names, and regular expressions with the topics that they stand for.
 *
 * <p>Durable are the topics of each expression; they change by replay only. A topic that a member names and that does
 * not exist counts for nothing until it does.
 *
 * <p>Looking up takes pauses, if there is much of it: until it is done an expression stands for what it stood for before,
 * one that is new for nothing.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class ConsumerSubscriptions {

    /**
     * How much is done about expressions at a time: 20 ms for those that could hardly be larger. All others are done at once:
     * {@code city-.*} takes 8 instructions, which makes half a million steps for 2,000 topics of 30 characters.
     */
    static final long EFFORT_AT_ONCE = 2_000_000;

    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Before the first look at the cluster's metadata. */
    private static final long NO_VERSION = -1L;

    private final String groupId;
    private final ConsumerMembers members;
    private final SortedMap<String, ResolvedRegex> regexes = new TreeMap<>();
    /** One for each expression that a member uses; in memory alone, as is what they were looked up in. */
    private final SortedMap<String, RegexLookup> lookups = new TreeMap<>();

    private long lookedUpInVersion = NO_VERSION;

    ConsumerSubscriptions(String groupId, ConsumerMembers members) {
        this.groupId = groupId;
        this.members = members;
    }

    void replay(RegexRecord record) {
        ResolvedRegex resolved = record.resolved();
        if (resolved == null) {
            regexes.remove(record.regex());
        } else {
            regexes.put(record.regex(), resolved);
        }
    }

    /** The topics of a regular expression, null if it was not looked up. */
    @Nullable
    ResolvedRegex resolved(String regex) {
        return regexes.get(regex);
    }

    /** All regular expressions whose topics are known. */
    Collection<String> regexes() {
        return Collections.unmodifiableCollection(regexes.keySet());
    }

    /** Names of the topics that a member reads, those included that do not exist. */
    SortedSet<String> topicsOf(ConsumerMember member) {
        SortedSet<String> topics = new TreeSet<>(member.metadata().subscribedTopics());
        String regex = member.metadata().regex();
        ResolvedRegex resolved = regex == null ? null : regexes.get(regex);
        if (resolved != null) {
            topics.addAll(resolved.topics());
        }
        return topics;
    }

    /** Ids of the topics that a member reads and that exist. */
    SortedSet<Uuid> topicIdsOf(ConsumerMember member, TopicDirectory directory) {
        SortedSet<Uuid> topicIds = new TreeSet<>();
        for (String topic : topicsOf(member)) {
            Uuid topicId = directory.topicId(topic);
            if (!topicId.equals(Uuid.ZERO_UUID)) {
                topicIds.add(topicId);
            }
        }
        return topicIds;
    }

    /** Names of the topics that any member reads. */
    SortedSet<String> topics() {
        SortedSet<String> topics = new TreeSet<>();
        members.all().forEach(member -> topics.addAll(topicsOf(member)));
        return topics;
    }

    boolean includes(String topic) {
        for (ConsumerMember member : members.all()) {
            String regex = member.metadata().regex();
            ResolvedRegex resolved = regex == null ? null : regexes.get(regex);
            if (member.metadata().subscribedTopics().contains(topic)
                    || (resolved != null && resolved.topics().contains(topic))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What has to be written so that each expression that a member uses stands for the topics that exist, and no other
     * expression for any: as far as that is known after some effort.
     */
    List<RegexRecord> changes(TopicDirectory directory, long nowMs) {
        SortedSet<String> used = new TreeSet<>();
        for (ConsumerMember member : members.all()) {
            String regex = member.metadata().regex();
            if (regex != null) {
                used.add(regex);
            }
        }
        List<RegexRecord> changes = unused(used);
        lookUp(used, directory);
        for (Map.Entry<String, RegexLookup> lookup : lookups.entrySet()) {
            SortedSet<String> topics = lookup.getValue().matching();
            ResolvedRegex known = regexes.get(lookup.getKey());
            if (lookup.getValue().isDone() && (known == null || !known.topics().equals(topics))) {
                ResolvedRegex resolved = new ResolvedRegex(topics, directory.version(), nowMs);
                changes.add(new RegexRecord(groupId, lookup.getKey(), resolved));
            }
        }
        return changes;
    }

    /** Whether there is more to be found out about expressions: {@link #changes} does the next part of it. */
    boolean isLookingUp() {
        for (RegexLookup lookup : lookups.values()) {
            if (!lookup.isDone()) {
                return true;
            }
        }
        return false;
    }

    private void lookUp(SortedSet<String> used, TopicDirectory directory) {
        boolean isNewVersion = lookedUpInVersion != directory.version();
        lookedUpInVersion = directory.version();
        lookups.keySet().retainAll(used);
        List<String> topics = used.isEmpty() ? List.of() : List.copyOf(directory.topics());
        long effort = EFFORT_AT_ONCE;
        for (String regex : used) {
            boolean isNew = !lookups.containsKey(regex);
            RegexLookup lookup = lookups.computeIfAbsent(regex, RegexLookup::new);
            if (isNew || isNewVersion) {
                lookup.among(topics);
            }
            effort = lookup.proceed(effort);
        }
    }

    private List<RegexRecord> unused(SortedSet<String> used) {
        List<RegexRecord> unused = new ArrayList<>();
        for (String regex : regexes.keySet()) {
            if (!used.contains(regex)) {
                unused.add(new RegexRecord(groupId, regex, null));
            }
        }
        return unused;
    }

    /**
     * Stands for the topics that the members read, as they are now: another topic, another id or another partition
     * gives another hash. 0 without topics.
     *
     * <p>Unlike Apache Kafka, which uses XXH3: FNV-1a, because any hash serves that is the same in every run. A group
     * whose log moves from one to the other is assigned anew once.
     */
    long metadataHash(TopicDirectory directory) {
        return metadataHash(topics(), directory);
    }

    /** The same of topics that are about to be read. */
    static long metadataHash(SortedSet<String> topics, TopicDirectory directory) {
        long hash = FNV_OFFSET_BASIS;
        boolean any = false;
        for (String topic : topics) {
            Uuid topicId = directory.topicId(topic);
            if (!topicId.equals(Uuid.ZERO_UUID)) {
                any = true;
                for (byte next : topic.getBytes(StandardCharsets.UTF_8)) {
                    hash = (hash ^ (next & 0xff)) * FNV_PRIME;
                }
                hash = mix(hash, topicId.getMostSignificantBits());
                hash = mix(hash, topicId.getLeastSignificantBits());
                hash = mix(hash, directory.partitionCount(topic));
            }
        }
        return any ? hash : 0;
    }

    private static long mix(long hash, long value) {
        long mixed = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            mixed = (mixed ^ ((value >>> shift) & 0xff)) * FNV_PRIME;
        }
        return mixed;
    }
}
