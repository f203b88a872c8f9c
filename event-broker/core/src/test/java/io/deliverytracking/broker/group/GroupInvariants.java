package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSimulation.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What holds of a simulated group at any time, whatever goes wrong:
 *
 * <ul>
 *   <li>each partition has one owner in each generation, and generations are assigned in ascending order;
 *   <li>a stable group has a leader that is a member, and no partition twice;
 *   <li>in a group of the consumer protocol, no two members read a partition at any time, whatever protocol they speak:
 *       not even while one of them works on giving it up, or keeps it while it joins.
 * </ul>
 */
final class GroupInvariants {

    private final Protocol protocol;
    private final TestTopics topics;
    private final List<SimulatedMember> consumers;
    private final Consumer<String> count;

    /** Owner of each partition in each generation, as told to the members. */
    private final Map<Integer, Map<Integer, String>> owners = new HashMap<>();

    /** Member ids of classic consumers that were removed, and have not been told what they have since. */
    private final Set<String> removed = new HashSet<>();

    private int newestAssigned;
    private int generationSeen;
    private int lastClassicGeneration;
    private String typeSeen = "";

    /**
     * Of the only group.
     *
     * @param consumers that live, whoever they are at the moment
     * @param count is told what happened, to see that a run tested something
     */
    GroupInvariants(Protocol protocol, TestTopics topics, List<SimulatedMember> consumers, Consumer<String> count) {
        this.protocol = protocol;
        this.topics = topics;
        this.consumers = consumers;
        this.count = count;
    }

    /** A classic consumer reads what it was told, and nothing else. */
    void onAssigned(SimulatedConsumer consumer) {
        removed.remove(consumer.memberId());
    }

    /** A classic member is told what it has in a generation. */
    void verifyAssigned(int generation, String owner, List<Integer> assigned) {
        // Members of the classic protocol in a consumer group hear of a generation when they come to it.
        if (protocol == Protocol.CLASSIC && generation < newestAssigned) {
            throw new AssertionError("Generation " + generation + " was assigned after " + newestAssigned);
        }
        newestAssigned = generation;
        Map<Integer, String> ofGeneration = owners.computeIfAbsent(generation, number -> new HashMap<>());
        for (int index : assigned) {
            String previous = ofGeneration.putIfAbsent(index, owner);
            if (previous != null && !previous.equals(owner)) {
                throw new AssertionError("Partition " + index + " belongs to " + previous + " and " + owner
                        + " in generation " + generation);
            }
        }
    }

    /** After every event. */
    void verify(List<GroupSnapshot> groups) {
        for (GroupSnapshot group : groups) {
            follow(group);
            if (group.type().equals(ConsumerGroup.TYPE)) {
                verifyOneReader(group);
            } else if (group.state().equals("Stable")) {
                verifyStable(group);
            }
        }
    }

    /** Notes how a group counts and changes over. */
    private void follow(GroupSnapshot group) {
        if (protocol == Protocol.MIXED && group.generationId() < generationSeen) {
            // A group without members that changes protocol counts from the start, as in Apache Kafka.
            owners.clear();
            generationSeen = 0;
        }
        if (!group.type().equals(typeSeen)) {
            count.accept("became a " + group.type() + " group");
            lastClassicGeneration = generationSeen;
        }
        generationSeen = group.generationId();
        typeSeen = group.type();
    }

    private static void verifyStable(GroupSnapshot group) {
        Map<String, String> ownersNow = new HashMap<>();
        boolean leaderIsMember = false;
        for (GroupSnapshot.Member member : group.members()) {
            leaderIsMember |= member.memberId().equals(group.leaderId());
            for (GroupSnapshot.TopicPartitions topic : member.assignedPartitions()) {
                for (int index : topic.partitions()) {
                    String other = ownersNow.put(topic.topic() + "-" + index, member.memberId());
                    if (other != null) {
                        throw new AssertionError("Partition " + index + " of " + other + " and " + member.memberId());
                    }
                }
            }
        }
        if (!leaderIsMember) {
            throw new AssertionError("Leader " + group.leaderId() + " is no member of " + group);
        }
    }

    /**
     * Whoever is a member reads only what no other member reads. One that was removed and does not know it may, also when
     * it comes back under its id, and a classic one that is late for the last classic generation: there nobody waits for
     * what it gives up.
     */
    private void verifyOneReader(GroupSnapshot group) {
        Set<String> memberIds = new HashSet<>();
        group.members().forEach(member -> memberIds.add(member.memberId()));
        Map<String, String> readers = new HashMap<>();
        for (SimulatedMember consumer : consumers) {
            boolean isMember = memberIds.contains(consumer.memberId());
            boolean isLate = consumer instanceof SimulatedConsumer member && member.isBefore(lastClassicGeneration);
            if (!isMember && consumer instanceof SimulatedConsumer) {
                removed.add(consumer.memberId());
            }
            if (isMember && !isLate && !removed.contains(consumer.memberId())) {
                for (String read : readBy(consumer)) {
                    String other = readers.put(read, consumer.toString());
                    if (other != null) {
                        throw new AssertionError("Partition " + read + " is read by " + other + " and " + consumer);
                    }
                }
            }
        }
    }

    /**
     * When the faults have stopped: all consumers that live are in one generation or epoch, and read everything; the group is of
     * their protocol. Returns that generation.
     */
    int verifySettled(GroupSnapshot group) {
        String type = ClassicGroup.TYPE;
        Set<String> read = new HashSet<>();
        for (SimulatedMember consumer : consumers) {
            boolean settled;
            if (consumer instanceof SimulatedConsumerMember member) {
                type = ConsumerGroup.TYPE;
                settled = member.epoch() == group.generationId();
            } else {
                settled = ((SimulatedConsumer) consumer).works(group.generationId());
            }
            if (!settled) {
                throw new AssertionError(consumer + " does not work in " + group);
            }
            read.addAll(readBy(consumer));
        }
        read.removeIf(partition -> !partition.startsWith(topics.topicId(GroupSimulation.TOPIC) + "-"));
        if (read.size() != GroupSimulation.PARTITIONS
                || group.members().size() != consumers.size()
                || !group.state().equals("Stable")
                || !group.type().equals(type)) {
            throw new AssertionError("Read " + read + " by " + consumers + " in " + group);
        }
        count.accept(type + " at the end");
        return group.generationId();
    }

    /** The partitions that a consumer reads, as text. */
    private List<String> readBy(SimulatedMember consumer) {
        List<String> read = new ArrayList<>();
        if (consumer instanceof SimulatedConsumerMember member) {
            member.owned()
                    .byTopic()
                    .forEach((topicId, partitions) -> partitions.forEach(index -> read.add(topicId + "-" + index)));
        } else if (consumer instanceof SimulatedConsumer member) {
            member.owned().forEach(index -> read.add(topics.topicId(GroupSimulation.TOPIC) + "-" + index));
        }
        return read;
    }
}
