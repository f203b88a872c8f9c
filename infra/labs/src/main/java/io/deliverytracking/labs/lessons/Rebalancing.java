package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.Groups;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;

/** Lesson 7. The opposite, a member that says goodbye, is what its test arranges to see the claim about silence fail. */
public final class Rebalancing implements Lesson {

    private static final int PARTITIONS = 6;

    private final boolean silently;

    public Rebalancing() {
        this(true);
    }

    /** @param silently whether the member that is to crash does, or leaves the group as it should */
    Rebalancing(boolean silently) {
        this.silently = silently;
    }

    @Override
    public String name() {
        return "rebalancing";
    }

    @Override
    public String title() {
        return "Rebalancing: who reads on when somebody comes, goes or dies";
    }

    @Override
    public String question() {
        return "A consumer joins: must the others stop for that? One leaves, one is killed: how long does nobody read its"
                + " partitions? And when it was only restarted, can one do without all the fuss?";
    }

    @Override
    public List<Word> words() {
        return List.of(
                Word.REBALANCE, Word.EAGER, Word.HEARTBEAT, Word.SESSION_TIMEOUT, Word.COORDINATOR, Word.KIP_848);
    }

    @Override
    public String diagram() {
        return """
                eager         c1, c2, c3  ████████───████████    everybody stops while all is dealt anew
                cooperative   c1, c2, c3  ███████████████████    only the partition that moves has a pause
                killed        c1          ████████ ✕             c1's partitions: nobody reads them until its
                              c2          ███████████████████    session is over, then c2 gets them, too
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", PARTITIONS);
        joining(stage, topic);
        goneAndDead(stage, topic);
        restarted(stage, topic);
    }

    // ---- somebody comes --------------------------------------------------------------------------------------------

    private static void joining(Stage stage, String topic) throws InterruptedException {
        stage.action(
                "Three consumers join, one a little after the other, and share six partitions, the eager way ('range')."
                        + " Then a fourth joins.");
        int eager = givenBackWhenAFourthJoins(stage, topic, "eager", member(stage, RangeAssignor.class));
        stage.action("The same, the cooperative way ('cooperative-sticky').");
        int cooperative =
                givenBackWhenAFourthJoins(stage, topic, "cooperative", member(stage, CooperativeStickyAssignor.class));
        stage.action("The same, with the coordinator's protocol of KIP-848 (group.protocol=consumer).");
        int coordinated = givenBackWhenAFourthJoins(stage, topic, "coordinated", Map.of("group.protocol", "consumer"));
        stage.show(new Table("Partitions that the three had to give back as the fourth joined", "way", "partitions")
                .row("eager", eager)
                .row("cooperative", cooperative)
                .row("KIP-848", coordinated));
        stage.proves(
                "An eager rebalance takes all partitions from everybody and deals them anew: for a moment nobody reads"
                        + " anything. A cooperative one, and one of KIP-848, take only those that move.",
                eager == PARTITIONS && cooperative < PARTITIONS / 2 && coordinated < PARTITIONS / 2,
                "given back: eager " + eager + " of " + PARTITIONS + ", cooperative " + cooperative + ", KIP-848 "
                        + coordinated);
    }

    private static int givenBackWhenAFourthJoins(Stage stage, String topic, String way, Map<String, ?> properties)
            throws InterruptedException {
        String group = stage.group(way);
        List<GroupMember> members = new ArrayList<>();
        try {
            for (int i = 1; i <= 3; i++) {
                members.add(GroupMember.join(stage, way + "-" + i, group, topic, properties));
            }
            Groups.awaitOwners(stage, members, PARTITIONS);
            int before = members.stream().mapToInt(GroupMember::givenBack).sum();
            List<GroupMember> three = List.copyOf(members);
            members.add(GroupMember.join(stage, way + "-4", group, topic, properties));
            Groups.awaitOwners(stage, members, PARTITIONS);
            return three.stream().mapToInt(GroupMember::givenBack).sum() - before;
        } finally {
            Groups.leave(members);
        }
    }

    // ---- somebody goes ---------------------------------------------------------------------------------------------

    private void goneAndDead(Stage stage, String topic) throws InterruptedException {
        int sessionTimeoutMs = stage.pace().sessionTimeoutMs();
        stage.action("Two consumers, with 'range' as in step 1; one leaves the group as it should.");
        long afterLeavingMs = untilTheOtherOwnsAll(stage, topic, "leaver", false);
        stage.action(
                "Two consumers, with 'range'; one is killed. The session time-out is " + sessionTimeoutMs + " ms.");
        long afterCrashMs = untilTheOtherOwnsAll(stage, topic, "victim", silently);
        stage.show(new Table("From the one's last line to where the other owns all partitions", "what happened", "ms")
                .row("left", afterLeavingMs)
                .row("killed", afterCrashMs));
        // The last heartbeat may have been just before the end, or one interval earlier.
        stage.proves(
                "Who leaves says so, and the others hear of it by their next heartbeat. Who dies is missed only when its heartbeats have been missing for the"
                        + " session time-out; until then nobody reads its partitions.",
                afterCrashMs >= sessionTimeoutMs - stage.pace().heartbeatIntervalMs() - 100
                        && afterLeavingMs < afterCrashMs,
                afterLeavingMs + " ms after it gave its partitions back (a heartbeat each "
                        + stage.pace().heartbeatIntervalMs() + " ms), " + afterCrashMs
                        + " ms after it was killed");
        stage.remark(
                "With a shorter session time-out the dead would be missed sooner; but who is only slow would be taken for"
                        + " dead.");
    }

    private static long untilTheOtherOwnsAll(Stage stage, String topic, String who, boolean silently)
            throws InterruptedException {
        String group = stage.group(who);
        try (GroupMember stays = GroupMember.join(stage, "stayer", group, topic, member(stage, RangeAssignor.class));
                GroupMember goes = GroupMember.join(stage, who, group, topic, member(stage, RangeAssignor.class))) {
            Groups.awaitOwners(stage, List.of(stays, goes), PARTITIONS);
            if (silently) {
                goes.crash();
            } else {
                goes.close();
            }
            stage.await(
                    "the other to own all partitions", () -> stays.partitions().size() == PARTITIONS);
            long tookMs = stays.changedAtMs() - goes.changedAtMs();
            stays.fallSilent();
            return tookMs;
        }
    }

    // ---- somebody comes back ---------------------------------------------------------------------------------------

    private static void restarted(Stage stage, String topic) throws InterruptedException {
        stage.action(
                "Two consumers, with 'range' and names of their own (group.instance.id). One is killed, and started"
                        + " again within its session of " + stage.pace().sessionTimeoutMs() + " ms.");
        String group = stage.group("static");
        try (GroupMember stays = GroupMember.join(stage, "static-1", group, topic, named(stage, "first"))) {
            List<Integer> before;
            try (GroupMember restarts = GroupMember.join(stage, "static-2", group, topic, named(stage, "second"))) {
                Groups.awaitOwners(stage, List.of(stays, restarts), PARTITIONS);
                before = restarts.partitions();
                restarts.crash();
            }
            int assignments = stays.assignments();
            try (GroupMember again = GroupMember.join(stage, "static-2", group, topic, named(stage, "second"))) {
                stage.await(
                        "the restarted consumer to have partitions",
                        () -> !again.partitions().isEmpty());
                stage.proves(
                        "A static member that is back within its session gets its partitions again, and nobody else is"
                                + " disturbed: no rebalance.",
                        again.partitions().equals(before) && stays.assignments() == assignments,
                        "it had " + GroupMember.text(before) + " and has " + GroupMember.text(again.partitions())
                                + "; the other was told nothing");
                again.fallSilent();
                stays.fallSilent();
            }
        }
    }

    private static Map<String, Object> member(Stage stage, Class<?> assignor) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("partition.assignment.strategy", assignor.getName());
        properties.put("session.timeout.ms", stage.pace().sessionTimeoutMs());
        properties.put("heartbeat.interval.ms", stage.pace().heartbeatIntervalMs());
        return properties;
    }

    private static Map<String, Object> named(Stage stage, String instance) {
        Map<String, Object> properties = member(stage, RangeAssignor.class);
        properties.put("group.instance.id", instance);
        return properties;
    }

    @Override
    public String answer() {
        return "Heartbeats keep a consumer in its group. Leaving is heard by the next heartbeat; silence is noticed when the session runs"
                + " out. A short session finds the dead quickly, and takes the slow for dead. Eager rebalances stop"
                + " everybody, cooperative ones only the partitions that move, and static membership saves a restart from"
                + " being a rebalance at all.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Join in two terminals, end one with Ctrl-C, then one with kill -9; watch how long the other waits.",
                        "kcat -b {broker} -G hands -X session.timeout.ms=6000 {topic:orders}"),
                new Exercise(
                        "The group's state while it rebalances.",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --state --group hands"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "A consumer works on one poll for longer than max.poll.interval.ms. It is alive, and heartbeats go"
                                + " out. What happens?",
                        "It leaves the group by itself: its client takes a program that does not poll for stuck. Its"
                                + " partitions go to others, and its next commit is refused."),
                new Thought(
                        "Why not a session time-out of 100 ms?",
                        "Any pause of the garbage collector or the network would count as a death, and each false death costs"
                                + " two rebalances."),
                new Thought(
                        "A rolling restart of twenty consumers: how many rebalances, with and without static membership?",
                        "Without: about forty, one a leave and one a join. With: none, if each is back within its session."));
    }
}
