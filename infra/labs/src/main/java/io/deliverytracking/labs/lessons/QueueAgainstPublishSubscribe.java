package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.Groups;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lesson 6. The opposite, one group on both sides, is what its test arranges to see the claim about copies fail. */
public final class QueueAgainstPublishSubscribe implements Lesson {

    private static final int PARTITIONS = 3;
    private static final int CONSUMERS = 3;
    private static final int ORDERS = 1_000;

    private final boolean aGroupEach;

    public QueueAgainstPublishSubscribe() {
        this(true);
    }

    QueueAgainstPublishSubscribe(boolean aGroupEach) {
        this.aGroupEach = aGroupEach;
    }

    @Override
    public String name() {
        return "queue-against-publish-subscribe";
    }

    @Override
    public String title() {
        return "Queue against publish-subscribe, side by side";
    }

    @Override
    public String question() {
        return "The same thousand orders, the same three consumers: once each in a group of its own, once all in one group."
                + " How many orders are handled, how many of them twice, and in what sequence?";
    }

    @Override
    public String diagram() {
        return """
                1,000 orders ─┬─▶ group own-1: sub-1   1,000          publish-subscribe
                              ├─▶ group own-2: sub-2   1,000
                              ├─▶ group own-3: sub-3   1,000
                              └─▶ group shared: work-1 + work-2 + work-3 = 1,000      queue
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", PARTITIONS);
        List<GroupMember> subscribers = new ArrayList<>();
        List<GroupMember> workers = new ArrayList<>();
        try {
            stage.action("Three subscribers, each in a group of its own; three workers in one group; one topic.");
            String shared = stage.group("shared");
            for (int i = 1; i <= CONSUMERS; i++) {
                String own = aGroupEach ? stage.group("own-" + i) : stage.group("own");
                subscribers.add(GroupMember.join(stage, "sub-" + i, own, topic, Map.of()));
                workers.add(GroupMember.join(stage, "work-" + i, shared, topic, Map.of()));
            }
            Groups.awaitOwners(stage, workers, PARTITIONS);
            stage.action("Send " + ORDERS + " orders, once.");
            Orders.send(stage, topic, ORDERS);
            int copies = aGroupEach ? CONSUMERS : 1;
            stage.await(
                    "all to be read",
                    () -> Groups.received(workers) >= ORDERS && Groups.received(subscribers) >= copies * ORDERS);
            Table table = new Table(
                    "Who got what", "consumer", "group", "partitions", "orders", "different", "in the order as sent");
            subscribers.forEach(one -> row(table, one, aGroupEach ? "its own" : "one for all"));
            workers.forEach(one -> row(table, one, "shared"));
            stage.show(table);
        } finally {
            Groups.leave(subscribers);
            Groups.leave(workers);
        }
        stage.proves(
                "Three groups are publish-subscribe: every consumer got every order.",
                subscribers.stream()
                        .allMatch(one -> different(List.of(one)) == ORDERS
                                && one.received().size() == ORDERS),
                "orders by subscriber " + sizes(subscribers));
        stage.proves(
                "One group is a queue: together the three got every order once, none twice.",
                different(workers) == ORDERS && Groups.received(workers) == ORDERS,
                "orders by worker " + sizes(workers) + ", together " + Groups.received(workers) + ", different "
                        + different(workers));
        stage.proves(
                "The producer did nothing different, and the broker keeps one copy: which of the two it is, is decided by"
                        + " the readers' group names.",
                endOffsets(workers) <= ORDERS,
                "the topic holds " + ORDERS + " records");
        stage.proves(
                "In either way order is kept within a partition, and only there: who reads one partition has its orders as"
                        + " they were sent, and who reads three has three such rows mixed.",
                Stream.concat(subscribers.stream(), workers.stream())
                        .allMatch(QueueAgainstPublishSubscribe::ascendsInEachPartition),
                "in each partition ascending, for each of the " + 2 * CONSUMERS + "; over all that one has read, for "
                        + inOrder(subscribers) + " of the subscribers (three partitions each) and " + inOrder(workers)
                        + " of the workers (one each)");
    }

    private static void row(Table table, GroupMember member, String group) {
        table.row(
                member.name(),
                group,
                member.partitions().size(),
                member.received().size(),
                different(List.of(member)),
                ascends(member.received()) ? "yes" : "no");
    }

    private static long different(List<GroupMember> members) {
        return members.stream()
                .flatMap(member -> member.received().stream())
                .map(ConsumerRecord::value)
                .distinct()
                .count();
    }

    private static boolean ascends(List<ConsumerRecord<String, String>> received) {
        int last = -1;
        for (ConsumerRecord<String, String> record : received) {
            int number = Orders.number(record.value());
            if (number < last) {
                return false;
            }
            last = number;
        }
        return true;
    }

    private static boolean ascendsInEachPartition(GroupMember member) {
        return member.received().stream().collect(Collectors.groupingBy(ConsumerRecord::partition)).values().stream()
                .allMatch(QueueAgainstPublishSubscribe::ascends);
    }

    private static long inOrder(List<GroupMember> members) {
        return members.stream().filter(one -> ascends(one.received())).count();
    }

    private static List<Integer> sizes(List<GroupMember> members) {
        return members.stream().map(member -> member.received().size()).toList();
    }

    /** Records in all partitions, by the highest offsets that the workers saw. */
    private static long endOffsets(List<GroupMember> members) {
        return members.stream()
                .flatMap(member -> member.received().stream())
                .collect(Collectors.groupingBy(
                        ConsumerRecord::partition, Collectors.reducing(0L, record -> record.offset() + 1, Math::max)))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public String answer() {
        return "Queue and publish-subscribe are not two kinds of topic but two ways of reading one: consumers with the same"
                + " group name share the records, consumers with different ones each get them all. Order holds within a"
                + " partition in either case.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "One more subscriber, a year late: it gets everything that is kept.",
                        "kcat -b {broker} -G late -X auto.offset.reset=earliest {topic:orders}"),
                new Exercise(
                        "All groups, and how far each has read.",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --all-groups"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "In a classic message queue the message is deleted once it is acknowledged. What would a second"
                                + " group need there?",
                        "A second queue, and somebody who copies each message into it."),
                new Thought(
                        "How many copies of the thousand orders lie on the broker's disk?",
                        "One. Groups keep only an offset a partition."),
                new Thought(
                        "You want each order handled once, and also a copy of all for analysis. What do you do?",
                        "Two groups on the same topic, one of several workers and one of the analysis."));
    }
}
