package io.deliverytracking.labs.lessons;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.labs.LabBrokers;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Tools;
import io.deliverytracking.labs.broker.OwnBroker;
import io.deliverytracking.labs.clients.NodeJs;
import io.deliverytracking.labs.stage.LessonFailure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lesson fails loudly where the opposite of its central claim was arranged. */
@Tag("long")
@ExtendWith(LabBrokers.class)
class OppositesTest {

    static Stream<Arguments> opposites() {
        return Stream.of(
                Arguments.of("one partition keeps all in order", new TopicPartitionOffset(1), "Between partitions"),
                Arguments.of("zones with as many riders each", new Partitioners(25), "A partition can be hot"),
                Arguments.of("a fifth partition", new OneGroup(5), "one of five consumers has nothing to do"),
                Arguments.of("one group for both", new PublishSubscribe(false), "Each group gets every order"),
                Arguments.of("three partitions", new Queue(3), "strict queue"),
                Arguments.of(
                        "one group for all subscribers",
                        new QueueAgainstPublishSubscribe(false),
                        "Three groups are publish-subscribe"),
                Arguments.of("a member that says goodbye", new Rebalancing(false), "Who dies is missed only when"),
                Arguments.of("no crash", new Offsets(100, 1_000), "at least once"),
                Arguments.of("orders of one time", new Offsets(35, 0), "to the first record at or behind a time"),
                Arguments.of("no limit of size", new Retention(-1), "Records go by size"),
                Arguments.of("a broker that is not killed", new Acknowledgements(false, false), "acks=0 loses records"),
                Arguments.of(
                        "both idempotent", new Acknowledgements(true, true), "without idempotence it is there twice"),
                Arguments.of(
                        "a pusher that takes its time", new PullAgainstPush(3_000_000, 500), "a slow receiver drowns"),
                Arguments.of("questions that nobody keeps", new PullAgainstPush(0, 1), "the broker keeps the question"),
                Arguments.of("one topic for both", new TwoTopics(false), "Between topics"),
                Arguments.of("retries for ever", new DeadLetters(false), "A poison record stops nobody"),
                Arguments.of("batches of one record", new Batching(1, 50), "hundreds of records share a request"),
                Arguments.of("no patience", new Batching(16_384, 0), "A little patience makes few"),
                Arguments.of(
                        "polls of one record", new WhyNotTheDatabase(1, true), "Rows in bulk come many times as fast"),
                Arguments.of(
                        "nobody locks the table", new WhyNotTheDatabase(5_000, false), "whatever the database does"),
                Arguments.of("a log without batches", new LogAgainstTable(1, 60), "the log is the smallest by far"));
    }

    @Test
    void aClaimAboutOneGroupIsSeenToFailWithAnAssignorThatJavaDoesNotKnow(OwnBroker broker) throws Exception {
        Tools.orSkip(NodeJs::find);

        itsClaimIsSeenToFail(
                "kafkajs's own assignor",
                new AnotherLanguage("own"),
                "Members of one group need not be of one language",
                broker);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("opposites")
    void itsClaimIsSeenToFail(String arrangement, Lesson lesson, String claim, OwnBroker broker) {
        assertThatThrownBy(() -> LabBrokers.play(lesson, broker))
                .isInstanceOf(LessonFailure.class)
                .hasMessageContaining("NOT so")
                .hasMessageContaining(claim);
    }
}
