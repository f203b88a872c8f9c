package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KIP-848, "SubscribedTopicRegex": topics by pattern, looked up by the coordinator. */
class RegexSubscriptionTest {

    private final GroupFixture groups = new GroupFixture();

    RegexSubscriptionTest() {
        groups.topics().create("city-north", 1).create("city-south", 1).create("country", 1);
    }

    @Test
    void aPatternStandsForWholeNames() {
        ConsumerTestMember anna =
                groups.consumer("anna").readingRegex("city-.*").join();

        assertThat(anna.has()).isEqualTo("city-north-0 city-south-0");
        assertThat(groups.consumer("ben").readingRegex("city").join().has()).isEmpty();
    }

    @Test
    void aTopicThatIsMadeLaterIsFoundAndOneThatGoesIsForgotten() {
        ConsumerTestMember anna =
                groups.consumer("anna").readingRegex("city-.*").join();
        groups.topics().create("city-east", 2);

        anna.heartbeat();
        assertThat(anna.has()).isEqualTo("city-north-0 city-south-0 city-east-0 city-east-1");

        groups.topics().delete("city-north");
        groups.settle(anna);
        assertThat(anna.has()).isEqualTo("city-south-0 city-east-0 city-east-1");
    }

    @Test
    void namesAndAPatternAddUp() {
        ConsumerTestMember anna = groups.consumer("anna")
                .reading("country")
                .readingRegex("city-n.*")
                .join();

        assertThat(anna.has()).isEqualTo("city-north-0 country-0");
    }

    @Test
    void anotherPatternTakesTheOldOnesPlaceAndNoneIsNone() {
        ConsumerTestMember anna =
                groups.consumer("anna").reading().readingRegex("city-.*").join();

        anna.changeRegex("c.*y");
        groups.settle(anna);
        assertThat(anna.has()).isEqualTo("country-0");

        anna.changeRegex("");
        groups.settle(anna);
        assertThat(anna.has()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a{2000}", "(?=lookahead)"})
    void whatIsNoPatternOfRe2IsRefused(String pattern) {
        assertThat(groups.consumer("anna")
                        .readingRegex(pattern)
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    static List<String> whatWouldHoldUpTheLane() {
        return List.of(
                "a".repeat(TopicPattern.MAX_LENGTH + 1),
                "a?".repeat(TopicPattern.MAX_SIZE / 3 + 1),
                "(".repeat(TopicPattern.MAX_NESTING + 1) + "a" + ")".repeat(TopicPattern.MAX_NESTING + 1),
                "\\pL".repeat(TopicPattern.MAX_UNICODE_CLASSES + 1));
    }

    @ParameterizedTest
    @MethodSource("whatWouldHoldUpTheLane")
    void aPatternThatWouldHoldUpTheLaneIsRefused(String pattern) {
        assertThat(groups.consumer("anna")
                        .readingRegex(pattern)
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((((a{100}){100}){100}){10})", "((a{1000}){1000})", "([)-[:](a{1000}){1000}[:]])"})
    void aShortPatternThatWouldFillTheHeapIsRefused(String pattern) {
        assertThat(groups.consumer("anna")
                        .readingRegex(pattern)
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
    }

    /** Nearly as large as expressions may be, for names that are long. */
    private static final String COSTLY = ".{0,400}y";

    @Test
    void aCostlyPatternIsLookedUpInTurnsOfItsOwn() {
        for (int i = 0; i < 100; i++) {
            groups.topics().create("topic-" + i + "-".repeat(100), 1);
        }
        ConsumerTestMember anna = groups.consumer("anna")
                .reading("city-north")
                .readingRegex(COSTLY)
                .join();

        assertThat(anna.has()).isEqualTo("city-north-0");
        assertThat(groups.describeConsumers().members().get(0).subscribedRegex())
                .isEqualTo(COSTLY);
        int turns = 0;
        while (anna.heartbeat().error() == Errors.NONE && anna.has().equals("city-north-0")) {
            groups.time().step();
            turns++;
        }
        assertThat(turns).isBetween(3, 20);
        assertThat(anna.has()).isEqualTo("city-north-0 country-0");
        groups.advance(1);
        groups.settle(anna);
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void aRestartBeginsALookupAnew() {
        for (int i = 0; i < 100; i++) {
            groups.topics().create("topic-" + i + "-".repeat(100), 1);
        }
        ConsumerTestMember anna = groups.consumer("anna").readingRegex(COSTLY).join();

        groups.restart();

        groups.settle(anna);
        groups.advance(1);
        groups.settle(anna);
        assertThat(anna.has()).isEqualTo("country-0");
    }

    @Test
    void aMemberThatGoesLeavesNoLookupBehind() {
        for (int i = 0; i < 100; i++) {
            groups.topics().create("topic-" + i + "-".repeat(100), 1);
        }
        int timers = groups.time().pendingTimers();
        ConsumerTestMember anna = groups.consumer("anna").readingRegex(COSTLY).join();
        anna.leave();
        groups.delete(GroupFixture.GROUP);

        assertThat(groups.time().pendingTimers()).isEqualTo(timers);
    }

    @Test
    void offsetsOfAMatchingTopicAreNotDeleted() {
        groups.consumer("anna").readingRegex("city-.*").join();
        Asked<DeleteOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .deleteOffsets(
                        new DeleteOffsets.Request(
                                GroupFixture.GROUP,
                                List.of(
                                        new DeleteOffsets.Topic("city-north", List.of(0)),
                                        new DeleteOffsets.Topic("country", List.of(0)))),
                        asked);

        assertThat(asked.response().topics())
                .extracting(topic -> topic.partitions().get(0).error())
                .containsExactly(Errors.GROUP_SUBSCRIBED_TO_TOPIC, Errors.NONE);
    }

    @Test
    void aRestartFindsThePatternAndItsTopics() {
        ConsumerTestMember anna =
                groups.consumer("anna").readingRegex("city-.*").join();
        groups.restart();

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
        assertThat(groups.describeConsumers().members().get(0).subscribedRegex())
                .isEqualTo("city-.*");
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }
}
