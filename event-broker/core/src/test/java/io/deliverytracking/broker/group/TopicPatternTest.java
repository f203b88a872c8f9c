package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.TopicPattern.InvalidPatternException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** RE2/J 1.8 looks for ever for the other case of nine Cyrillic letters, so that the lane would never go on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)[A-\uffff]+",
                "(?i)[\\\u044fA-\uffff]+",
                "(?i)a\u1c80|a+",
                "(?i)[\u1c81]|a+",
                "(?i)a+\\x{1c82}?",
                "a+(?i:[^\\x{1c83}])",
                "(?i)\\Q\u1c88\\E|a+"
            })
    void lettersWhoseOtherCaseHasNoEndAreAsAnyOther(String regex) throws Exception {
        assertThat(onASmallStack(() -> outcome(regex))).contains(LONGEST_NAME);
    }

    static Stream<Named<String>> costlyOnes() {
        String range = "B-\uD83A\uDD43";
        return Stream.of(
                Named.of("ranges without regard to case", "(?i)[" + range.repeat(400) + "]+"),
                Named.of("one such range, in many classes", "(?i)" + ("[" + range + "]").repeat(300)),
                Named.of("one such range, in many branches", "(?i)" + ("[" + range + "]|").repeat(240) + "a+"),
                Named.of("one below the letters that have no end", "(?i)[" + "B-\u1c7f".repeat(600) + "]+"),
                Named.of("one above them", "(?i)[" + "\u1c89-\uD83A\uDD43".repeat(400) + "]+"),
                Named.of("classes of Unicode's", "(?i)" + "\\pL|".repeat(TopicPattern.MAX_UNICODE_CLASSES) + "a+"),
                Named.of("the same, negated", "(?i)[" + "\\PC".repeat(TopicPattern.MAX_UNICODE_CLASSES) + "]+"),
                Named.of("single characters", "(?i)[" + "ak\u03b1".repeat(600) + "]+"));
    }

    @ParameterizedTest
    @MethodSource("costlyOnes")
    void noneTakesLongToCompile(String regex) throws Exception {
        assertThat(onASmallStack(() -> Boolean.toString(leastCpuTimeMs(() -> outcome(regex)) < 50)))
                .isEqualTo("true");
    }

    /** Of some runs: the first ones are slow. */
    private static long leastCpuTimeMs(Callable<String> run) throws Exception {
        long leastNs = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long beforeNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            run.call();
            leastNs = Math.min(leastNs, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beforeNs);
        }
        return TimeUnit.NANOSECONDS.toMillis(leastNs);
    }

    @Test
    void classesOfUnicodesAreFew() {
        assertThat(outcome("\\pL".repeat(TopicPattern.MAX_UNICODE_CLASSES))).isEqualTo("[]");
        assertThat(outcome("[\\p{Greek}\\PN]".repeat(TopicPattern.MAX_UNICODE_CLASSES)))
                .isEqualTo("refused: it names more than 20 classes of characters by \\p or \\P");
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
            TopicPattern pattern = TopicPattern.of(regex);
            List<String> matching = new ArrayList<>();
            for (String topic : List.of("b-c", LONGEST_NAME)) {
                if (pattern.matches(topic)) {
                    matching.add(topic);
                }
            }
            return matching.toString();
        } catch (InvalidPatternException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String onASmallStack(Callable<String> question) throws Exception {
        FutureTask<String> lane = new FutureTask<>(question);
        Thread thread = new Thread(null, lane, "lane", STACK_SIZE_BYTES);
        thread.setDaemon(true);
        thread.start();
        return lane.get(20, TimeUnit.SECONDS);
    }
}
