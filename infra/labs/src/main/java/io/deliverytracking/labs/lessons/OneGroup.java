package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.Groups;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;

/** Lesson 3. The opposite, a fifth partition, is what its test arranges to see the claim about the idle one fail. */
public final class OneGroup implements Lesson {

    private static final int MOST_CONSUMERS = 5;

    /** Whose timeline is shown, one eager and one cooperative, and up to how many consumers: it gets long. */
    private static final Set<String> TOLD = Set.of("range", "cooperative-sticky");

    private static final int MOST_TOLD = 3;

    private final int partitions;

    public OneGroup() {
        this(4);
    }

    OneGroup(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public String name() {
        return "one-group";
    }

    @Override
    public String title() {
        return "One group on four partitions: one to five consumers";
    }

    @Override
    public String question() {
        return "A topic has four partitions, and a group reads it. One consumer has all the work. What happens as a second,"
                + " a third, a fourth and a fifth join? Who decides who reads what, and does it matter how?";
    }

    @Override
    public List<Word> words() {
        return List.of(
                Word.GROUP,
                Word.MEMBER,
                Word.ASSIGNOR,
                Word.COMMIT,
                Word.COORDINATOR,
                Word.KIP_848,
                Word.HEARTBEAT,
                Word.SESSION_TIMEOUT);
    }

    @Override
    public String diagram() {
        return """
                partitions   0   1   2   3
                1 consumer   c1  c1  c1  c1
                2            c1  c1  c2  c2
                4            c1  c2  c3  c4
                5            c1  c2  c3  c4     one idle; which one, and who has which: the assignor's matter
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        Map<String, String> assignors = new LinkedHashMap<>();
        assignors.put("range", RangeAssignor.class.getName());
        assignors.put("roundrobin", RoundRobinAssignor.class.getName());
        assignors.put("sticky", StickyAssignor.class.getName());
        assignors.put("cooperative-sticky", CooperativeStickyAssignor.class.getName());
        String topic = stage.topic("orders", partitions);
        Map<String, List<Division>> byAssignor = new LinkedHashMap<>();
        for (Map.Entry<String, String> assignor : assignors.entrySet()) {
            stage.action("With the assignor '" + assignor.getKey() + "': consumers c1 to c5 join, one after the other."
                    + (TOLD.contains(assignor.getKey()) ? " What c1 to c3 are told:" : ""));
            List<Division> divisions = growTo(MOST_CONSUMERS, stage, topic, assignor.getKey(), assignor.getValue());
            byAssignor.put(assignor.getKey(), divisions);
            show(stage, assignor.getKey(), divisions);
        }

        stage.remark(
                "Up to here one of the consumers has run the assignor, as in the classic protocol. From here on the"
                        + " coordinator does, as in that of KIP-848.");
        for (String assignor : List.of("uniform", "range")) {
            stage.action("With the coordinator's own assignor '" + assignor + "' (KIP-848: group.protocol=consumer).");
            List<Division> divisions = growOnTheServer(MOST_CONSUMERS, stage, topic, assignor);
            byAssignor.put("server's " + assignor, divisions);
            show(stage, "server's " + assignor, divisions);
        }

        stage.proves(
                "Each partition has exactly one reader in the group, however many consumers the group has.",
                byAssignor.values().stream().flatMap(Collection::stream).allMatch(this::hasEachPartitionOnce),
                byAssignor.size() + " assignors, 1 to 5 consumers");
        stage.proves(
                "With four partitions one of five consumers has nothing to do: partitions, not consumers, bound the work that"
                        + " can be shared.",
                byAssignor.values().stream().allMatch(divisions -> idle(divisions.get(MOST_CONSUMERS - 1)) == 1),
                "idle of five: " + idleByAssignor(byAssignor));
        stage.proves(
                "Of three consumers one has two partitions, and which two depends on the assignor: in the classic protocol range"
                        + " gives neighbours to the first by name, round robin deals like cards. The coordinator goes by"
                        + " an id that each member draws by lot: who has two there is chance.",
                of(byAssignor, "range").get(2).get("c1").equals(List.of(0, 1))
                        && of(byAssignor, "roundrobin").get(2).get("c1").equals(List.of(0, 3)),
                "by the consumers' own assignors c1 of three has "
                        + GroupMember.text(of(byAssignor, "range").get(2).get("c1")) + " by range and "
                        + GroupMember.text(of(byAssignor, "roundrobin").get(2).get("c1")) + " by round robin");
        stage.proves(
                "The sticky assignors see to it that everybody keeps what can be kept: as a fourth consumer joins three, one"
                        + " partition moves. The consumers' own range deals anew from a list, and three move. Their round robin"
                        + " deals anew, too; how many move then is chance.",
                moved(of(byAssignor, "sticky")) == 1
                        && moved(of(byAssignor, "cooperative-sticky")) == 1
                        && moved(of(byAssignor, "range")) == 3,
                "partitions that changed hands as the fourth joined: " + movedByAssignor(byAssignor));
    }

    private List<Division> growTo(int most, Stage stage, String topic, String name, String assignor)
            throws InterruptedException {
        String group = stage.group("group-" + name);
        List<GroupMember> members = new ArrayList<>();
        List<Division> divisions = new ArrayList<>();
        try {
            for (int i = 1; i <= most; i++) {
                members.add(GroupMember.join(
                        stage, "c" + i, group, topic, Map.of("partition.assignment.strategy", assignor)));
                GroupMember newest = members.get(i - 1);
                if (!TOLD.contains(name) || i > MOST_TOLD) {
                    newest.fallSilent();
                }
                Groups.awaitOwners(stage, members, partitions);
                divisions.add(Division.of(members));
                if (i == MOST_TOLD) {
                    members.forEach(GroupMember::fallSilent);
                }
            }
        } finally {
            Groups.leave(members);
        }
        return divisions;
    }

    private List<Division> growOnTheServer(int most, Stage stage, String topic, String assignor)
            throws InterruptedException {
        String group = stage.group("group-server-" + assignor);
        List<GroupMember> members = new ArrayList<>();
        List<Division> divisions = new ArrayList<>();
        try {
            for (int i = 1; i <= most; i++) {
                members.add(GroupMember.join(
                        stage,
                        "c" + i,
                        group,
                        topic,
                        Map.of("group.protocol", "consumer", "group.remote.assignor", assignor)));
                members.get(i - 1).fallSilent();
                // The coordinator is done when everything is given back; whoever gets it may not have heard yet.
                Groups.awaitStable(stage, group, i);
                Groups.awaitBalance(stage, members, partitions);
                divisions.add(Division.of(members));
            }
        } finally {
            Groups.leave(members);
        }
        return divisions;
    }

    private static void show(Stage stage, String assignor, List<Division> divisions) {
        Table table = new Table(
                "Who reads which partitions by '" + assignor + "'", "consumers", "c1", "c2", "c3", "c4", "c5");
        for (Division division : divisions) {
            List<Object> cells = new ArrayList<>();
            cells.add(division.size());
            for (int i = 1; i <= MOST_CONSUMERS; i++) {
                List<Integer> owned = division.get("c" + i);
                cells.add(i > division.size() ? "" : owned.isEmpty() ? "idle" : GroupMember.text(owned));
            }
            table.row(cells.toArray());
        }
        stage.show(table);
    }

    private boolean hasEachPartitionOnce(Division division) {
        List<Integer> all = division.owned().values().stream()
                .flatMap(Collection::stream)
                .sorted()
                .toList();
        return all.size() == partitions && all.stream().distinct().count() == partitions;
    }

    private static long idle(Division division) {
        return division.owned().values().stream().filter(List::isEmpty).count();
    }

    /** Partitions whose owner was another one before the fourth consumer joined. */
    private static int moved(List<Division> divisions) {
        Division before = divisions.get(2);
        Division after = divisions.get(3);
        int moved = 0;
        for (Map.Entry<String, List<Integer>> owner : after.owned().entrySet()) {
            for (Integer partition : owner.getValue()) {
                if (!before.get(owner.getKey()).contains(partition)) {
                    moved++;
                }
            }
        }
        return moved;
    }

    private static Map<String, String> idleByAssignor(Map<String, List<Division>> byAssignor) {
        Map<String, String> idle = new LinkedHashMap<>();
        byAssignor.forEach((assignor, divisions) -> divisions
                .get(MOST_CONSUMERS - 1)
                .owned()
                .forEach((name, owned) -> {
                    if (owned.isEmpty()) {
                        idle.put(assignor, name);
                    }
                }));
        return idle;
    }

    private static List<Division> of(Map<String, List<Division>> byAssignor, String assignor) {
        return Objects.requireNonNull(byAssignor.get(assignor), assignor);
    }

    private static Map<String, Integer> movedByAssignor(Map<String, List<Division>> byAssignor) {
        Map<String, Integer> moved = new LinkedHashMap<>();
        byAssignor.forEach((assignor, divisions) -> moved.put(assignor, moved(divisions)));
        return moved;
    }

    /** Who owns what at one moment, by the consumer's name. */
    private record Division(Map<String, List<Integer>> owned) {

        static Division of(List<GroupMember> members) {
            Map<String, List<Integer>> owned = new TreeMap<>();
            members.forEach(member -> owned.put(member.name(), member.partitions()));
            return new Division(owned);
        }

        List<Integer> get(String name) {
            return owned.getOrDefault(name, List.of());
        }

        int size() {
            return owned.size();
        }
    }

    @Override
    public String answer() {
        return "A group shares the partitions of a topic among its consumers: each partition is read by one of them, so that"
                + " its order is kept, and no record is handled by two. More consumers than partitions leave some idle,"
                + " ready to take over. The assignor decides who gets what: range and round robin deal anew from a list each"
                + " time, which may move much or little; the sticky ones see to it that little moves, and the cooperative"
                + " one doesn't even interrupt those who keep theirs. In the classic protocol one of the"
                + " consumers runs the assignor; in the newer one the coordinator does, and no consumer need know how.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Join a group yourself, in two or three terminals, and watch the assignments in their output.",
                        "kcat -b {broker} -G my-group {topic:orders}"),
                new Exercise(
                        "Who owns what, as the coordinator sees it?",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --members --verbose --group my-group"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Your topic has four partitions and your four consumers can't keep up. Does a fifth help?",
                        "No. More partitions would, or work that is spread to threads behind the consumer."),
                new Thought(
                        "Under 'range', what happens to c1 when the group reads ten topics with four partitions each, by"
                                + " three consumers?",
                        "Range counts each topic by itself: c1 gets two of four in every one, twenty in all, and the"
                                + " others ten each."),
                new Thought(
                        "Why would anybody want an idle consumer?",
                        "When another dies, it takes over within the session time-out, without a new process having to"
                                + " start."));
    }
}
