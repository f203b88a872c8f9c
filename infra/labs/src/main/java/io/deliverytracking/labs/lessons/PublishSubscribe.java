package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.GroupMember;
import io.deliverytracking.labs.clients.Groups;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lesson 4. The opposite, one group for all, is what its test arranges to see the claim about full copies fail. */
public final class PublishSubscribe implements Lesson {

    private static final int PARTITIONS = 5;
    private static final int ORDERS = 500;

    private final boolean groupsOfTheirOwn;

    public PublishSubscribe() {
        this(true);
    }

    PublishSubscribe(boolean groupsOfTheirOwn) {
        this.groupsOfTheirOwn = groupsOfTheirOwn;
    }

    @Override
    public String name() {
        return "publish-subscribe";
    }

    @Override
    public String title() {
        return "Publish-subscribe: every group gets everything";
    }

    @Override
    public String question() {
        return "The kitchen and the accountants both want every order. The kitchen has five consumers, the accountants one."
                + " Does one of them take orders away from the other? And when the accountants hire a second, does the"
                + " kitchen notice?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.GROUP, Word.REBALANCE);
    }

    @Override
    public String diagram() {
        return """
                             ┌──▶ group kitchen    cook-1 … cook-5    all orders, shared by five
                topic orders ┤
                             └──▶ group accounts   clerk-1            all orders, too
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", PARTITIONS);
        String kitchenGroup = stage.group("kitchen");
        String accountsGroup = groupsOfTheirOwn ? stage.group("accounts") : kitchenGroup;
        List<GroupMember> kitchen = new ArrayList<>();
        List<GroupMember> accounts = new ArrayList<>();
        try {
            stage.action("Five consumers join the group 'kitchen', one joins the group 'accounts'.");
            for (int i = 1; i <= PARTITIONS; i++) {
                kitchen.add(GroupMember.join(stage, "cook-" + i, kitchenGroup, topic, Map.of()));
            }
            if (groupsOfTheirOwn) {
                Groups.awaitOwners(stage, kitchen, PARTITIONS);
            }
            accounts.add(GroupMember.join(stage, "clerk-1", accountsGroup, topic, Map.of()));
            if (groupsOfTheirOwn) {
                Groups.awaitOwners(stage, accounts, PARTITIONS);
            }

            stage.action("Send " + ORDERS + " orders.");
            Orders.send(stage, topic, ORDERS);
            stage.await(
                    "all orders to be read",
                    () -> Groups.received(kitchen) + Groups.received(accounts)
                            >= (groupsOfTheirOwn ? 2 * ORDERS : ORDERS));
            show(stage, kitchen, accounts);
            stage.proves(
                    "Each group gets every order once, however many consumers it has: publish-subscribe.",
                    distinct(kitchen) == ORDERS
                            && Groups.received(kitchen) == ORDERS
                            && distinct(accounts) == ORDERS
                            && Groups.received(accounts) == ORDERS,
                    "kitchen " + Groups.received(kitchen) + ", " + distinct(kitchen) + " different; accounts "
                            + Groups.received(accounts) + ", " + distinct(accounts) + " different");

            stage.proves(
                    "Reading takes nothing away: the log is as long as before, and a group only remembers how far it has"
                            + " read.",
                    Orders.kept(stage, topic, PARTITIONS) == ORDERS,
                    Orders.kept(stage, topic, PARTITIONS) + " orders are in the topic, as many as were sent");
            int before = assignments(kitchen);
            stage.action("A second consumer joins 'accounts'.");
            accounts.add(GroupMember.join(stage, "clerk-2", accountsGroup, topic, Map.of()));
            Groups.awaitOwners(stage, accounts, PARTITIONS);
            stage.proves(
                    "A rebalance is a group's own affair: the accountants shared their partitions anew, nobody in the"
                            + " kitchen was asked.",
                    assignments(kitchen) == before && accounts.get(0).assignments() > 1,
                    "the cooks were told what they have " + before + " times up to then, and " + assignments(kitchen)
                            + " times in the end; clerk-1 " + accounts.get(0).assignments() + " times");
        } finally {
            Groups.leave(kitchen);
            Groups.leave(accounts);
        }
    }

    private static void show(Stage stage, List<GroupMember> kitchen, List<GroupMember> accounts) {
        Table table = new Table("Who got how many", "consumer", "group", "partitions", "orders");
        kitchen.forEach(cook -> table.row(
                cook.name(),
                "kitchen",
                GroupMember.text(cook.partitions()),
                cook.received().size()));
        accounts.forEach(clerk -> table.row(
                clerk.name(),
                "accounts",
                GroupMember.text(clerk.partitions()),
                clerk.received().size()));
        stage.show(table);
    }

    private static long distinct(List<GroupMember> group) {
        return group.stream()
                .flatMap(member -> member.received().stream())
                .map(ConsumerRecord::value)
                .distinct()
                .count();
    }

    private static int assignments(List<GroupMember> group) {
        return group.stream().mapToInt(GroupMember::assignments).sum();
    }

    @Override
    public String answer() {
        return "Reading takes nothing away: the log stays, and each group only remembers how far it has read. So any number of"
                + " groups get the whole stream, each at its own pace; within a group the work is shared. Who joins or"
                + " leaves a group concerns that group alone.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Become a third group: it gets all orders from the beginning, though others have read them.",
                        "kcat -b {broker} -G marketing -X auto.offset.reset=earliest {topic:orders}"),
                new Exercise(
                        "How far has each group read?",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --all-groups"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "What does a sixth cook get?",
                        "Nothing, until one of the five goes: five partitions, five readers."),
                new Thought(
                        "The accountants are a day behind. Does that cost the kitchen anything?",
                        "Not as long as the log keeps a day; the accountants' reads come from disk then, not from memory."),
                new Thought(
                        "What would have happened had the clerk joined the group 'kitchen'?",
                        "It would have taken work from the cooks, or stood idle, and the accounts would lack most orders."));
    }
}
