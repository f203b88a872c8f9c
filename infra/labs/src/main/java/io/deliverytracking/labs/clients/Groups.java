package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** Questions about the members of a group. */
public final class Groups {

    private Groups() {}

    /**
     * Waits until each of a topic's {@code partitions} has exactly one owner among {@code members}, each member was told,
     * and none has two more than another: a cooperative rebalance takes two rounds, and looks finished after the first.
     */
    public static void awaitOwners(Stage stage, List<GroupMember> members, int partitions) throws InterruptedException {
        stage.await(
                "every partition to have one owner",
                () -> haveOneOwnerEach(members, partitions) && allWereTold(members) && areBalanced(members));
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
