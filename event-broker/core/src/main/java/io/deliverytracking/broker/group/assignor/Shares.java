package io.deliverytracking.broker.group.assignor;

import io.deliverytracking.broker.group.assignor.AssignmentSpec.MemberSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Who has which partitions while {@link UniformAssignor} works on it.
 *
 * <p>A shift goes along a path of members: each hands one partition to the next, of a topic that the next one reads. The
 * first loses one, the last gains one, and those between keep their number. A shift from a member to one that has at
 * least two less makes the shares more even; each shift lowers the sum of their squares, so the search ends.
 *
 * <p>Threading: lives within one call.
 */
final class Shares {

    /** A member, and what it has for now. */
    private static final class Share {

        private final String memberId;
        private final SortedSet<Uuid> reads;
        private final SortedMap<Uuid, SortedSet<Integer>> partitions = new TreeMap<>();
        private int size;

        Share(String memberId, MemberSpec member) {
            this.memberId = memberId;
            this.reads = member.topicIds();
        }

        void add(Uuid topicId, int partition) {
            if (partitions.computeIfAbsent(topicId, id -> new TreeSet<>()).add(partition)) {
                size++;
            }
        }

        void handTo(Share other, Uuid topicId) {
            SortedSet<Integer> ofTopic = partitions.get(topicId);
            if (ofTopic == null) {
                throw new AssertionError(memberId + " has no partition of topic " + topicId);
            }
            int last = ofTopic.last();
            ofTopic.remove(last);
            if (ofTopic.isEmpty()) {
                partitions.remove(topicId);
            }
            size--;
            other.add(topicId, last);
        }

        /** A topic of which this member has a partition, and which the other one reads. */
        @Nullable
        Uuid topicToHandTo(Share other) {
            for (Uuid topicId : partitions.keySet()) {
                if (other.reads.contains(topicId)) {
                    return topicId;
                }
            }
            return null;
        }
    }

    private final AssignmentSpec spec;
    private final SortedMap<String, Share> byMember = new TreeMap<>();
    private final SortedMap<Uuid, List<Share>> readers = new TreeMap<>();
    private final SortedMap<Uuid, SortedSet<Integer>> owned = new TreeMap<>();

    Shares(AssignmentSpec spec) {
        this.spec = spec;
        spec.members().forEach((memberId, member) -> {
            Share share = new Share(memberId, member);
            byMember.put(memberId, share);
            member.topicIds()
                    .forEach(topicId -> readers.computeIfAbsent(topicId, id -> new ArrayList<>())
                            .add(share));
        });
    }

    /** The member keeps a partition, if it still reads the topic and nobody else kept it. */
    void keep(String memberId, Uuid topicId, int partition) {
        Share share = share(memberId);
        int count = spec.partitionCounts().getOrDefault(topicId, 0);
        if (partition < count && share.reads.contains(topicId) && own(topicId, partition)) {
            share.add(topicId, partition);
        }
    }

    /** Gives a partition that nobody has to the reader with the fewest. */
    void handOut(Uuid topicId, int partition) {
        if (own(topicId, partition)) {
            readersOf(topicId).stream()
                    .min(Comparator.comparingInt((Share share) -> share.size))
                    .ifPresent(share -> share.add(topicId, partition));
        }
    }

    private boolean own(Uuid topicId, int partition) {
        return owned.computeIfAbsent(topicId, id -> new TreeSet<>()).add(partition);
    }

    /** Topics that somebody reads with their number of partitions; those with few readers leave least choice. */
    List<Map.Entry<Uuid, Integer>> topicsWithFewReadersFirst() {
        List<Map.Entry<Uuid, Integer>> topics = new ArrayList<>();
        for (Map.Entry<Uuid, Integer> topic : spec.partitionCounts().entrySet()) {
            if (!readersOf(topic.getKey()).isEmpty()) {
                topics.add(topic);
            }
        }
        topics.sort(Comparator.comparingInt(topic -> readersOf(topic.getKey()).size()));
        return topics;
    }

    private List<Share> readersOf(Uuid topicId) {
        return readers.getOrDefault(topicId, List.of());
    }

    /**
     * Shifts partitions until no shift makes the shares more even. Always from the largest share that can give: a shift
     * from another one might have to be taken back.
     */
    void balance() {
        boolean shifted = true;
        while (shifted) {
            shifted = maybeShiftFromLargest();
        }
    }

    private boolean maybeShiftFromLargest() {
        List<Share> largestFirst = new ArrayList<>(byMember.values());
        largestFirst.sort(Comparator.comparingInt((Share share) -> -share.size));
        for (Share from : largestFirst) {
            if (maybeShiftFrom(from)) {
                return true;
            }
        }
        return false;
    }

    /** Shifts one partition away from a member, to the smallest share it can reach, if that has two less. */
    private boolean maybeShiftFrom(Share from) {
        // Member by the one before it on the shortest path from the first; in the order in which they were reached.
        Map<Share, @Nullable Share> reached = new LinkedHashMap<>();
        reached.put(from, null);
        Share smallest = from;
        ArrayDeque<Share> toVisit = new ArrayDeque<>(List.of(from));
        while (!toVisit.isEmpty()) {
            Share next = toVisit.remove();
            for (Uuid topicId : next.partitions.keySet()) {
                for (Share reader : readersOf(topicId)) {
                    if (!reached.containsKey(reader)) {
                        reached.put(reader, next);
                        toVisit.add(reader);
                        smallest = reader.size < smallest.size ? reader : smallest;
                    }
                }
            }
            if (reached.size() == byMember.size()) {
                break;
            }
        }
        if (smallest.size + 2 > from.size) {
            return false;
        }
        shiftTo(smallest, reached);
        return true;
    }

    private static void shiftTo(Share last, Map<Share, @Nullable Share> reached) {
        Share to = last;
        Share giver = reached.get(to);
        while (giver != null) {
            Uuid topicId = giver.topicToHandTo(to);
            if (topicId == null) {
                throw new AssertionError(giver.memberId + " has nothing that " + to.memberId + " reads");
            }
            giver.handTo(to, topicId);
            to = giver;
            giver = reached.get(to);
        }
    }

    private Share share(String memberId) {
        Share share = byMember.get(memberId);
        if (share == null) {
            throw new AssertionError("No member " + memberId + " among " + byMember.keySet());
        }
        return share;
    }

    SortedMap<String, PartitionSet> toAssignment() {
        SortedMap<String, PartitionSet> assignment = new TreeMap<>();
        byMember.forEach((memberId, share) -> {
            PartitionSet.Builder partitions = new PartitionSet.Builder();
            share.partitions.forEach(partitions::addAll);
            assignment.put(memberId, partitions.build());
        });
        return assignment;
    }
}
