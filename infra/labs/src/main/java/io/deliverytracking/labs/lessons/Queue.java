package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.Groups;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lesson 5. The opposite, several partitions where one is meant, is what its test arranges to see strict order fail. */
public final class Queue implements Lesson {

    private static final int ORDERS = 400;

    private final int partitionsOfTheStrictQueue;

    public Queue() {
        this(1);
    }

    Queue(int partitionsOfTheStrictQueue) {
        this.partitionsOfTheStrictQueue = partitionsOfTheStrictQueue;
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String title() {
        return "Queue: each order handled by one consumer";
    }

    @Override
    public String question() {
        return "A work queue hands each job to one worker. Can a topic do that? With one partition it keeps strict order; what"
                + " do more workers bring then? With four partitions four can work; what becomes of the order?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.GROUP);
    }

    @Override
    public String diagram() {
        return """
                one partition    │0│1│2│3│4│ ──▶ worker-1             in order; worker-2, worker-3 wait

                four partitions  │0│1│2│ ──▶ worker-1
                                 │0│1│   ──▶ worker-2                 each order to one of them
                                 │0│1│2│ ──▶ worker-3
                                 │0│1│   ──▶ worker-4
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        strictly(stage);
        inParallel(stage);
    }

    private void strictly(Stage stage) throws Exception {
        stage.action("A topic with one partition, and a group of three workers.");
        String topic = stage.topic("strict", partitionsOfTheStrictQueue);
        List<GroupMember> workers = join(stage, 3, "strict-workers", topic);
        try {
            stage.await(
                    "the partitions to have an owner and the others to be told that there is none for them",
                    () -> workers.stream().allMatch(worker -> worker.assignments() > 0)
                            && workers.stream()
                                            .mapToInt(worker ->
                                                    worker.partitions().size())
                                            .sum()
                                    == partitionsOfTheStrictQueue);
            work(stage, topic, workers, "One partition, three workers");
            List<Integer> order = workers.stream()
                    .flatMap(worker -> worker.received().stream())
                    .map(record -> Orders.number(record.value()))
                    .toList();
            long busy = workers.stream()
                    .filter(worker -> !worker.received().isEmpty())
                    .count();
            stage.proves(
                    "One partition and one group are a strict queue: every order once, in the order in which they were sent,"
                            + " all by one worker. Further workers only wait to take over.",
                    busy == 1 && order.equals(IntStream.range(0, ORDERS).boxed().toList()),
                    busy + " of 3 workers got orders, " + order.size()
                            + " in all, each with the number behind that of the" + " one before, from " + order.get(0)
                            + " to " + order.get(order.size() - 1));
        } finally {
            Groups.leave(workers);
        }
    }

    private static void inParallel(Stage stage) throws Exception {
        stage.action("A topic with four partitions, and a group of four workers.");
        String topic = stage.topic("parallel", 4);
        List<GroupMember> workers = join(stage, 4, "parallel-workers", topic);
        try {
            Groups.awaitOwners(stage, workers, 4);
            work(stage, topic, workers, "Four partitions, four workers");
            List<Integer> handled = workers.stream()
                    .flatMap(worker -> worker.received().stream())
                    .map(record -> Orders.number(record.value()))
                    .sorted()
                    .toList();
            stage.proves(
                    "With four partitions four workers share the orders, and still each is handled by exactly one.",
                    handled.equals(IntStream.range(0, ORDERS).boxed().toList())
                            && workers.stream()
                                    .noneMatch(worker -> worker.received().isEmpty()),
                    handled.size() + " orders handled, each by one of 4");
            stage.proves(
                    "Order is kept for each customer, whose orders share a partition; there is none over all.",
                    workers.stream().allMatch(worker -> keepsOrderOfEachCustomer(worker.received())),
                    "each customer's orders came to one worker, ascending");
            stage.proves(
                    "Unlike in most queues, a record is not gone once it is handled: it is in the log for whoever else wants"
                            + " it.",
                    Orders.kept(stage, topic, 4) == ORDERS,
                    Orders.kept(stage, topic, 4) + " of " + ORDERS + " orders are in the topic still");
        } finally {
            Groups.leave(workers);
        }
    }

    private static List<GroupMember> join(Stage stage, int count, String groupName, String topic) {
        String group = stage.group(groupName);
        List<GroupMember> workers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            workers.add(GroupMember.join(stage, "worker-" + i, group, topic, Map.of()));
        }
        return workers;
    }

    private static void work(Stage stage, String topic, List<GroupMember> workers, String title) throws Exception {
        stage.action("Send " + ORDERS + " orders of a hundred customers.");
        Orders.send(stage, topic, ORDERS);
        stage.await("all orders to be handled", () -> Groups.received(workers) >= ORDERS);
        Table table = new Table(title, "worker", "partitions", "orders");
        workers.forEach(worker -> table.row(
                worker.name(),
                GroupMember.text(worker.partitions()),
                worker.received().size()));
        stage.show(table);
    }

    private static boolean keepsOrderOfEachCustomer(List<ConsumerRecord<String, String>> received) {
        Map<String, Integer> last = new HashMap<>();
        return received.stream().allMatch(record -> {
            int number = Orders.number(record.value());
            Integer before = last.put(record.key(), number);
            return before == null || before < number;
        });
    }

    @Override
    public String answer() {
        return "A topic read by one group behaves like a queue: each record goes to one of its consumers. With one partition"
                + " the queue is strict and has one worker; with more it has as many workers as partitions, and order"
                + " within each. Unlike most queues, a record is not gone once it is handled, and one slow record holds up"
                + " those behind it in its partition.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Two workers by hand: start this in two terminals, then send something with kcat -P.",
                        "kcat -b {broker} -G hands {topic:parallel}"),
                new Exercise(
                        "Which worker has which partition?",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --members --verbose --group hands"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "A worker dies while it handles order 17. Who gets it?",
                        "Whoever is given its partition, unless the group had noted (committed, lesson 8) that 17 was done:"
                                + " a repetition, if it was."),
                new Thought(
                        "Jobs take between a second and an hour. What goes wrong with a partition per worker?",
                        "Short jobs wait behind a long one though other workers are idle. Queues that hand out single"
                                + " messages, such as share groups (KIP-932), don't have that."),
                new Thought(
                        "How do you add workers to the strict queue?",
                        "You don't: strict order is one worker's work. Ask what has to be in order: a customer's orders among"
                                + " themselves, say; then the customer is the key, and each partition can have a worker."));
    }
}
