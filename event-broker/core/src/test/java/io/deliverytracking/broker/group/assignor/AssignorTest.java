package io.deliverytracking.broker.group.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.assignor.AssignmentSpec.MemberSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what: written out for small groups, as properties for many random ones. */
class AssignorTest {

    private static final PartitionAssignor UNIFORM = new UniformAssignor();
    private static final PartitionAssignor RANGE = new RangeAssignor();
    private static final Uuid NORTH = new Uuid(0, 1);
    private static final Uuid SOUTH = new Uuid(0, 2);

    private final SortedMap<String, MemberSpec> members = new TreeMap<>();
    private final SortedMap<Uuid, Integer> counts = new TreeMap<>(Map.of(NORTH, 4));

    private void member(String name, @Nullable String instanceId, PartitionSet target, Uuid... topics) {
        members.put(name, new MemberSpec(instanceId, new TreeSet<>(Arrays.asList(topics)), target));
    }

    private void members(int count, Uuid... topics) {
        for (int i = 0; i < count; i++) {
            member("m" + i, null, PartitionSet.EMPTY, topics);
        }
    }

    /** The assignment as text: the partitions of each member, its topic as a letter before each. */
    private String assign(PartitionAssignor assignor) {
        SortedMap<String, PartitionSet> assigned = assignor.assign(new AssignmentSpec(members, counts));
        List<String> words = new ArrayList<>();
        assigned.forEach((member, partitions) -> {
            StringBuilder word = new StringBuilder();
            partitions
                    .byTopic()
                    .forEach((topic, indexes) -> indexes.forEach(index ->
                            word.append(topic.equals(NORTH) ? "n" : "s").append(index)));
            words.add(word.isEmpty() ? "-" : word.toString());
        });
        return String.join(" ", words);
    }

    /** Takes over an assignment as what the members have. */
    private void keep(PartitionAssignor assignor) {
        SortedMap<String, PartitionSet> assigned = assignor.assign(new AssignmentSpec(members, counts));
        members.replaceAll(
                (name, member) -> new MemberSpec(member.groupInstanceId(), member.topicIds(), assigned.get(name)));
    }

    @ParameterizedTest(name = "uniform: {0} consumers")
    @CsvSource({"1, n0n1n2n3", "2, n0n2 n1n3", "3, n0n3 n1 n2", "4, n0 n1 n2 n3", "5, n0 n1 n2 n3 -"})
    void uniformSharesFourPartitions(int consumers, String expected) {
        members(consumers, NORTH);

        assertThat(assign(UNIFORM)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "range: {0} consumers")
    @CsvSource({"1, n0n1n2n3", "2, n0n1 n2n3", "3, n0n1 n2 n3", "4, n0 n1 n2 n3", "5, n0 n1 n2 n3 -"})
    void rangeSharesFourPartitions(int consumers, String expected) {
        members(consumers, NORTH);

        assertThat(assign(RANGE)).isEqualTo(expected);
    }

    @Test
    void uniformMovesOneAtATimeAsMembersCome() {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            member("m" + i, null, PartitionSet.EMPTY, NORTH);
            steps.add(assign(UNIFORM));
            keep(UNIFORM);
        }

        assertThat(steps).containsExactly("n0n1n2n3", "n0n1 n2n3", "n0 n2n3 n1", "n0 n2 n1 n3", "n0 n2 n1 n3 -");
    }

    @Test
    void uniformTakesAwayNothingWhenAMemberGoes() {
        members(4, NORTH);
        keep(UNIFORM);
        members.remove("m1");

        assertThat(assign(UNIFORM)).isEqualTo("n0n1 n2 n3");
    }

    @Test
    void rangeGivesTheSamePartitionsOfTopicsOfOneSizeToTheSameMember() {
        counts.put(SOUTH, 4);
        members(3, NORTH, SOUTH);

        assertThat(assign(RANGE)).isEqualTo("n0n1s0s1 n2s2 n3s3");
    }

    @Test
    void rangeFollowsTheNamesOfStaticMembers() {
        member("zoe", "first", PartitionSet.EMPTY, NORTH);
        member("anna", "second", PartitionSet.EMPTY, NORTH);
        member("ben", null, PartitionSet.EMPTY, NORTH);

        assertThat(assign(RANGE)).isEqualTo("n2 n3 n0n1");
    }

    @Test
    void membersThatReadDifferentTopicsGetOnlyTheirs() {
        counts.put(SOUTH, 2);
        member("both", null, PartitionSet.EMPTY, NORTH, SOUTH);
        member("south", null, PartitionSet.EMPTY, SOUTH);

        assertThat(assign(UNIFORM)).isEqualTo("n0n1n2n3 s0s1");
        assertThat(assign(RANGE)).isEqualTo("n0n1n2n3s0 s1");
    }

    @Test
    void uniformShiftsAlongAChainOfReaders() {
        Uuid east = new Uuid(0, 3);
        counts.put(SOUTH, 1);
        counts.put(east, 1);
        // The first has all of north; only the second reads it too, and only the third can take something from that
        // one.
        PartitionSet all =
                new PartitionSet.Builder().addAll(NORTH, List.of(0, 1, 2, 3)).build();
        PartitionSet two = new PartitionSet.Builder().add(SOUTH, 0).add(east, 0).build();
        member("a", null, all, NORTH);
        member("b", null, two, NORTH, SOUTH, east);
        member("c", null, PartitionSet.EMPTY, SOUTH, east);

        SortedMap<String, PartitionSet> assigned = UNIFORM.assign(new AssignmentSpec(members, counts));

        assertThat(assigned.values().stream().map(PartitionSet::size)).containsExactly(2, 2, 2);
    }

    @Test
    void whoReadsNothingGetsNothing() {
        members(1, NORTH);
        member("idle", null, PartitionSet.EMPTY);

        assertThat(assign(UNIFORM)).isEqualTo("- n0n1n2n3");
        assertThat(assign(RANGE)).isEqualTo("- n0n1n2n3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "range"})
    void everyPartitionHasOneOwnerWhoReadsIt(String name) {
        PartitionAssignor assignor = name.equals("uniform") ? UNIFORM : RANGE;
        for (long seed = 0; seed < 300; seed++) {
            AssignmentSpec spec = random(new SplittableRandom(seed));
            SortedMap<String, PartitionSet> assigned = assignor.assign(spec);

            assertThat(assigned.keySet()).isEqualTo(spec.members().keySet());
            PartitionSet.Builder all = new PartitionSet.Builder();
            int owned = 0;
            for (Map.Entry<String, PartitionSet> member : assigned.entrySet()) {
                assertThat(spec.members().get(member.getKey()).topicIds())
                        .as("seed %s", seed)
                        .containsAll(member.getValue().byTopic().keySet());
                member.getValue().byTopic().forEach(all::addAll);
                owned += member.getValue().size();
            }
            int read = spec.partitionCounts().entrySet().stream()
                    .filter(topic -> spec.members().values().stream()
                            .anyMatch(member -> member.topicIds().contains(topic.getKey())))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertThat(all.build().size()).as("seed %s", seed).isEqualTo(read).isEqualTo(owned);
        }
    }

    @Test
    void uniformIsEvenForEqualSubscriptionsAndMovesNoMoreThanItMust() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            members.clear();
            counts.put(NORTH, 1 + random.nextInt(20));
            int before = 1 + random.nextInt(6);
            members(before, NORTH);
            keep(UNIFORM);
            SortedMap<String, MemberSpec> had = new TreeMap<>(members);
            member("new", null, PartitionSet.EMPTY, NORTH);

            SortedMap<String, PartitionSet> assigned = UNIFORM.assign(new AssignmentSpec(members, counts));

            int share = counts.get(NORTH) / (before + 1);
            assigned.values()
                    .forEach(partitions -> assertThat(partitions.size()).isBetween(share, share + 1));
            int moved = 0;
            for (Map.Entry<String, MemberSpec> member : had.entrySet()) {
                for (int index : member.getValue().target().ofTopic(NORTH)) {
                    moved += assigned.get(member.getKey()).contains(NORTH, index) ? 0 : 1;
                }
            }
            assertThat(moved).as("seed %s", seed).isEqualTo(assigned.get("new").size());
        }
    }

    private static AssignmentSpec random(SplittableRandom random) {
        SortedMap<Uuid, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            counts.put(new Uuid(7, i), 1 + random.nextInt(6));
        }
        SortedMap<String, MemberSpec> members = new TreeMap<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            TreeSet<Uuid> topics = new TreeSet<>();
            PartitionSet.Builder target = new PartitionSet.Builder();
            for (Uuid topic : counts.keySet()) {
                if (random.nextInt(3) > 0) {
                    topics.add(topic);
                }
                if (random.nextInt(3) == 0) {
                    // What it was to have may be gone, or somebody else's by now.
                    target.add(topic, random.nextInt(8));
                }
            }
            members.put("m" + i, new MemberSpec(null, topics, target.build()));
        }
        return new AssignmentSpec(members, counts);
    }
}
