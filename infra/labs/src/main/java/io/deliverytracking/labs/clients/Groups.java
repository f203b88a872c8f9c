package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** Questions about the members of a group. */
public final class Groups {

    private Groups() {}

    /**
     * Waits until each of a topic's {@code partitions} has exactly one owner among {@code members}, each member was told,
     * and none has two more than another: a cooperative rebalance takes two rounds, and looks finished after the first.
     */
    public static void awaitOwners(Stage stage, List<GroupMember> members, int partitions) throws InterruptedException {
        stage.await("every member to be told what it has", () -> allWereTold(members));
        awaitBalance(stage, members, partitions);
    }

    /** As {@link #awaitOwners}, where a member without a partition is told nothing. */
    public static void awaitBalance(Stage stage, List<GroupMember> members, int partitions)
            throws InterruptedException {
        stage.await(
                "every partition to have one owner",
                () -> haveOneOwnerEach(members, partitions) && areBalanced(members));
    }

    private static boolean areBalanced(List<GroupMember> members) {
        IntSummaryStatistics sizes =
                members.stream().mapToInt(member -> member.partitions().size()).summaryStatistics();
        return sizes.getMax() - sizes.getMin() <= 1;
    }

    private static boolean haveOneOwnerEach(List<GroupMember> members, int partitions) {
        List<Integer> owned = members.stream()
                .flatMap(member -> member.partitions().stream())
                .sorted()
                .toList();
        return owned.equals(IntStream.range(0, partitions).boxed().toList());
    }

    /** Who is left without a partition is told so, too: until then it may still get one. */
    private static boolean allWereTold(List<GroupMember> members) {
        return members.stream().allMatch(member -> member.assignments() > 0);
    }

    /**
     * Waits until the coordinator says that group {@code group} has {@code members} members and nothing left to change. Under
     * the consumer protocol a member that gets no partition is not told so.
     */
    public static void awaitStable(Stage stage, String group, int members) throws InterruptedException {
        stage.await("the group to be stable", () -> {
            try {
                ConsumerGroupDescription description = describe(stage, group);
                return description.groupState() == GroupState.STABLE
                        && description.members().size() == members;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            } catch (ExecutionException e) {
                // It is not there yet.
                return false;
            }
        });
    }

    private static ConsumerGroupDescription describe(Stage stage, String group)
            throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(
                stage.admin().describeConsumerGroups(List.of(group)).all().get().get(group));
    }

    /** Ends them all; what each is told while the others go is not worth a line. */
    public static void leave(List<GroupMember> members) {
        members.forEach(GroupMember::fallSilent);
        members.forEach(GroupMember::close);
    }

    /** How many records all of them got together. */
    public static int received(List<GroupMember> members) {
        return members.stream().mapToInt(member -> member.received().size()).sum();
    }
}
