package io.deliverytracking.labs.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.NodeJs;
import io.deliverytracking.labs.clients.NodeProgram;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.RangeAssignor;

/**
 * Lesson 17; its other programs are in {@code infra/labs/node}. The opposite, an assignor that Java does not know, is what its
 * test arranges to see the claim about the common group fail.
 */
public final class AnotherLanguage implements Lesson {

    private static final int PARTITIONS = 4;

    /** Orders of each producer. */
    private static final int ORDERS = 200;

    private final String nodesAssignor;

    public AnotherLanguage() {
        this("range");
    }

    /** @param nodesAssignor as {@code consumer.js} has it: {@code range}, or {@code own} for the one that kafkajs brings */
    AnotherLanguage(String nodesAssignor) {
        this.nodesAssignor = nodesAssignor;
    }

    @Override
    public String name() {
        return "another-language";
    }

    @Override
    public String title() {
        return "From another language: Node.js and Java in one group";
    }

    @Override
    public String question() {
        return "Up to here each program was one of Java's client. A program in Node.js, with a client (kafkajs) that"
                + " shares no line with Java's, writes to the same topic and joins the same group. Does it put a key where"
                + " Java does? Can the two share a topic's partitions, and take over from each other? What do they have to"
                + " agree on?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.ASSIGNOR, Word.COMMIT);
    }

    @Override
    public String diagram() {
        return """
                Java producer ────┐  same hash of the key  ┌─▶ partitions 0, 1 ──▶ Java consumer    ┐ one group:
                                  ├──▶ topic ──────────────┤                                        │ same assignor,
                Node.js producer ─┘                        └─▶ partitions 2, 3 ──▶ Node.js consumer ┘ same offsets
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        NodeJs node = NodeJs.find();
        String topic = stage.topic("orders", PARTITIONS);
        stage.action(
                "Orders 0 to " + (ORDERS - 1) + " from Java, and as many from Node.js (infra/labs/node/producer.js), of"
                        + " the same hundred customers; the customer is the key.");
        Orders.send(stage, topic, ORDERS);
        List<JsonNode> fromNode = send(stage, node, topic, ORDERS, 2 * ORDERS);

        String group = stage.group("mixed");
        stage.action("A Java consumer joins a group, with the assignor 'range', and reads everything.");
        Map<String, Object> properties = Map.of("partition.assignment.strategy", RangeAssignor.class.getName());
        try (GroupMember java = GroupMember.join(stage, "java", group, topic, properties)) {
            stage.await("all orders", () -> java.received().size() >= 2 * ORDERS);
            sameHomes(stage, java, fromNode);
            share(stage, node, topic, group, java);
        }
    }

    // ---- the same key, the same partition --------------------------------------------------------------------------

    private static List<JsonNode> send(Stage stage, NodeJs node, String topic, int from, int to) throws Exception {
        try (NodeProgram producer = NodeProgram.start(
                node,
                sent -> {},
                "producer.js",
                stage.bootstrapServers(),
                topic,
                String.valueOf(from),
                String.valueOf(to))) {
            return producer.awaitEnd(stage);
        }
    }

    private static void sameHomes(Stage stage, GroupMember java, List<JsonNode> fromNode) {
        Map<String, Integer> byNode = new TreeMap<>();
        fromNode.forEach(sent ->
                byNode.put(sent.path("key").asText(), sent.path("partition").asInt()));
        Map<String, Integer> byJava = new TreeMap<>();
        java.received().stream()
                .filter(order -> Orders.number(order.value()) < ORDERS)
                .forEach(order -> byJava.put(order.key(), order.partition()));
        Table table = new Table("Where customers are at home", "customer", "by Java", "by Node.js");
        byJava.entrySet().stream()
                .limit(4)
                .forEach(home -> table.row(home.getKey(), home.getValue(), byNode.getOrDefault(home.getKey(), -1)));
        stage.show(table);
        stage.proves(
                "A key's partition is the client's matter, and these two clients hash alike: a customer's orders are"
                        + " together, whichever program has sent them.",
                byJava.equals(byNode) && byJava.size() == 100,
                byJava.size() + " customers, each in the same partition from both");
        stage.remark(
                "A client that hashes in another way would put a customer's orders into another partition than Java does,"
                        + " with no order between the two.");
    }

    // ---- one group -------------------------------------------------------------------------------------------------

    private void share(Stage stage, NodeJs node, String topic, String group, GroupMember java) throws Exception {
        stage.action("A Node.js consumer (infra/labs/node/consumer.js) joins the same group.");
        try (NodeProgram other = NodeProgram.start(
                node,
                event -> tell(stage, event),
                "consumer.js",
                stage.bootstrapServers(),
                group,
                topic,
                nodesAssignor)) {
            stage.await("the group to share the partitions", () -> !other.isAlive() || isShared(java, other));
            stage.show(new Table("One group", "member", "partitions")
                    .row("java", GroupMember.text(java.partitions()))
                    .row("node", GroupMember.text(partitions(other))));
            stage.proves(
                    "Members of one group need not be of one language. They must offer an assignor of the same name, since"
                            + " one of them deals for all; kafkajs has none that Java has, so consumer.js brings its own"
                            + " 'range'.",
                    isShared(java, other),
                    other.isAlive()
                            ? "java has " + GroupMember.text(java.partitions()) + ", node "
                                    + GroupMember.text(partitions(other))
                            : "the broker refused the Node.js consumer: " + other.errors());

            stage.action("Orders " + 2 * ORDERS + " to " + (3 * ORDERS - 1) + ", from Node.js.");
            send(stage, node, topic, 2 * ORDERS, 3 * ORDERS);
            stage.await(
                    "all orders", () -> java.received().size() + orders(other).size() >= 3 * ORDERS);
            int byJava = java.received().size() - 2 * ORDERS;
            int byNode = orders(other).size();
            stage.proves(
                    "Each order is handled by one of them, and by one only.",
                    byJava > 0 && byNode > 0 && isEachOnce(java, other, 3 * ORDERS),
                    "of " + ORDERS + " orders java has handled " + byJava + ", node " + byNode);

            stage.action("The Java consumer leaves. Orders " + 3 * ORDERS + " to " + (4 * ORDERS - 1) + ".");
            java.close();
            stage.await("node to own all partitions", () -> partitions(other).size() == PARTITIONS);
            send(stage, node, topic, 3 * ORDERS, 4 * ORDERS);
            stage.await(
                    "all orders", () -> java.received().size() + orders(other).size() >= 4 * ORDERS);
            stage.proves(
                    "Committed offsets have no language either: Node.js went on where Java had stopped, and repeated"
                            + " nothing.",
                    isEachOnce(java, other, 4 * ORDERS),
                    "node owns " + GroupMember.text(partitions(other)) + "; " + 4 * ORDERS
                            + " orders, each handled once by one of the two");
        }
    }

    private static void tell(Stage stage, JsonNode event) {
        if (event.has("assigned")) {
            stage.happened("node", "is given " + GroupMember.text(numbers(event)));
        }
    }

    private static boolean isShared(GroupMember java, NodeProgram other) {
        List<Integer> all = new ArrayList<>(java.partitions());
        List<Integer> nodes = partitions(other);
        all.addAll(nodes);
        return !nodes.isEmpty()
                && nodes.size() < PARTITIONS
                && all.stream()
                        .sorted()
                        .toList()
                        .equals(IntStream.range(0, PARTITIONS).boxed().toList());
    }

    /** What Node.js was given last. */
    private static List<Integer> partitions(NodeProgram other) {
        List<Integer> last = List.of();
        for (JsonNode event : other.told()) {
            last = event.has("assigned") ? numbers(event) : last;
        }
        return last;
    }

    private static List<Integer> numbers(JsonNode event) {
        List<Integer> numbers = new ArrayList<>();
        event.path("assigned").forEach(partition -> numbers.add(partition.asInt()));
        return numbers.stream().sorted().toList();
    }

    private static List<String> orders(NodeProgram other) {
        return other.told().stream()
                .filter(event -> event.has("value"))
                .map(event -> event.path("value").asText())
                .toList();
    }

    private static boolean isEachOnce(GroupMember java, NodeProgram other, int orders) {
        List<String> handled = Stream.concat(
                        java.received().stream().map(order -> order.value()), orders(other).stream())
                .toList();
        return handled.size() == orders && new HashSet<>(handled).size() == orders;
    }

    @Override
    public String answer() {
        return "The protocol is the interface: what goes over the wire has no language. Three things the clients must agree on"
                + " themselves: how a key is hashed, what the bytes of a value mean, and, in the classic protocol, the name"
                + " and meaning of the assignor by which one of them deals for all. What a group has committed, who is in it,"
                + " and the order within a partition are the broker's, and the same for everybody.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Send from Node.js yourself, and see where each order goes.",
                        "node infra/labs/node/producer.js {broker} {topic:orders} 800 810"),
                new Exercise(
                        "A third language (kcat is written in C, librdkafka's range is Java's) in a group with Node.js: start"
                                + " both, in two terminals.",
                        "node infra/labs/node/consumer.js {broker} three {topic:orders} & kcat -b {broker} -G three -X"
                                + " partition.assignment.strategy=range {topic:orders}"),
                new Exercise(
                        "The assignor that kafkajs brings, beside the one of the command before: what does the broker say?",
                        "node infra/labs/node/consumer.js {broker} three {topic:orders} own"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "One team's producer hashes keys in another way than the others'. What breaks, and who notices?",
                        "A customer's orders lie in two partitions, so two consumers handle them, in no order. No client and"
                                + " no broker notices."),
                new Thought(
                        "Does the group protocol of KIP-848 need an assignor that all members know?",
                        "No: the coordinator deals, and members only say what they subscribe to. A client must speak that"
                                + " protocol, though; kafkajs 2.2.4 doesn't."),
                new Thought(
                        "Java writes a value with its own serialization of objects. Who can read it?",
                        "Java, and perhaps only the same version of the class. Text, JSON or Protobuf is what a log between"
                                + " programs wants."));
    }
}
