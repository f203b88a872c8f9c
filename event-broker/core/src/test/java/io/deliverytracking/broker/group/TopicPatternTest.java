package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.TopicPattern.InvalidPatternException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may make RE2/J do, on a stack as small as the broker's threads have (-Xss512k). */
class TopicPatternTest {

    private static final int STACK_SIZE_BYTES = 512 * 1024;
    private static final String LONGEST_NAME = "a".repeat(249);

    static Stream<Named<String>> deepOnes() {
        return Stream.of(
                Named.of("groups within groups", "(".repeat(4_095) + "a" + ")".repeat(4_095)),
                Named.of("groups without a number", "(?:".repeat(1_600) + "a" + ")*".repeat(1_600)),
                Named.of("one branch behind the other", "a?".repeat(3_333)),
                Named.of("nothing behind nothing", "()".repeat(2_600)),
                Named.of("many names", "ab|".repeat(2_000)),
                Named.of("what may be missing, one within the other", "a{0,1000}"));
    }

    @ParameterizedTest
    @MethodSource("deepOnes")
    void whatCouldOverflowTheStackIsRefused(String regex) throws Exception {
        assertThat(onASmallStack(() -> outcome(regex))).startsWith("refused: ");
    }

    static Stream<Named<String>> largestOnes() {
        int nesting = TopicPattern.MAX_NESTING;
        int size = TopicPattern.MAX_SIZE;
        return Stream.of(
                Named.of("groups within groups", "(".repeat(nesting) + "a+" + ")".repeat(nesting)),
                Named.of("groups without a number", "(?:".repeat(nesting) + "a" + ")*".repeat(nesting)),
                Named.of("one branch behind the other", "a?".repeat(size / 3)),
                Named.of("nothing behind nothing", "()".repeat(size / 3 - 1) + "a+"),
                Named.of("boundaries", "^".repeat(size - 3) + "a+"),
                Named.of("many names", "ab|".repeat(size / 4 - 1) + "a+"),
                Named.of("what may be missing, one within the other", "a{0,499}"),
                Named.of("each a prefix of the next", prefixes(40) + "a+"));
    }

    private static String prefixes(int count) {
        StringBuilder regex = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            regex.append("b".repeat(i)).append('|');
        }
        return regex.toString();
    }

    @ParameterizedTest
    @MethodSource("largestOnes")
    void whatIsAsLargeAsAllowedIsMatched(String regex) throws Exception {
        assertThat(onASmallStack(() -> outcome(regex))).isEqualTo("[" + LONGEST_NAME + "]");
    }

    @Test
    void aStackThatIsNearlyUsedUpStopsNobody() throws Exception {
        String regex = "(".repeat(50) + "a" + ")".repeat(50);
        // All classes are there before the stack gets short.
        assertThat(outcome(regex)).isEqualTo("[]");

        assertThat(onASmallStack(() -> whereTheStackEnds(regex, 0)))
                .isEqualTo("refused: it branches or is nested too deeply");
    }

    /** Calls itself until the stack ends, and asks on the way back, until there is room enough to be answered. */
    @SuppressWarnings("InfiniteRecursion") // That is its purpose.
    private static String whereTheStackEnds(String regex, int depth) {
        if (depth == STACK_SIZE_BYTES) {
            throw new AssertionError("A call takes more than a byte");
        }
        String deeper;
        try {
            deeper = whereTheStackEnds(regex, depth + 1);
        } catch (StackOverflowError e) {
            deeper = "";
        }
        return deeper.isEmpty() ? outcome(regex) : deeper;
    }

    /** The topics that it stands for, or how it was refused. */
    private static String outcome(String regex) {
        try {
            return TopicPattern.of(regex).matching(List.of("b-c", LONGEST_NAME)).toString();
        } catch (InvalidPatternException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String onASmallStack(Callable<String> question) throws Exception {
        FutureTask<String> lane = new FutureTask<>(question);
        new Thread(null, lane, "lane", STACK_SIZE_BYTES).start();
        return lane.get();
    }
}
