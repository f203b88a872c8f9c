package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

    private static final String[] PARTS = {
        "a",
        "-",
        ".",
        "(",
        ")",
        "(?:",
        "(?i)",
        "[",
        "]",
        "[^",
        "[:alpha:]",
        "[a-z]",
        "\\Q",
        "\\E",
        "\\",
        "\\.",
        "\\pL",
        "\\p{Greek}",
        "\\x{41}",
        "\\d",
        "*",
        "+",
        "?",
        "|",
        "{",
        "}",
        "{3}",
        "{2,}",
        "{1,9}",
        "{,4}",
        ",",
        "7",
        "^",
        "$",
        "\\b",
        "[:",
        "-",
        "\\d"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "(city|country)-[a-z0-9._-]{1,200}",
                "(orders\\.){0,3}(v[0-9]+\\.)*events",
                "[a-z]{1,249}\\.[a-z]{1,249}",
                "(prod|staging|test)\\.((eu|us)-(north|south|east|west)-[1-9]\\.){1,3}[a-z0-9._-]{1,249}",
                ".*"
            })
    void whatPeopleSubscribeToIsSmall(String regex) {
        assertThat(PatternSize.of(regex).instructions()).isLessThanOrEqualTo(TopicPattern.MAX_SIZE);
        assertThat(PatternSize.of(regex).nesting()).isLessThan(10);
    }

    @Test
    void soAreTheNamesOfFortyTopics() {
        String names = "city-.*" + "|city\\.district\\.riders-1".repeat(38);

        assertThat(names.length()).isLessThanOrEqualTo(TopicPattern.MAX_LENGTH);
        assertThat(PatternSize.of(names).instructions()).isLessThanOrEqualTo(TopicPattern.MAX_SIZE);
    }

    @Test
    void nestedCountsMultiplyAndNeverOverflow() {
        assertThat(PatternSize.of("(((a{100}){100}){100})").instructions()).isGreaterThan(1_000_000);
        assertThat(PatternSize.of("(".repeat(500) + "a" + "{1000})".repeat(500)).instructions())
                .isGreaterThan(1_000_000);
    }

    @Test
    void groupsAreCountedAsDeepAsTheyAreNested() {
        assertThat(PatternSize.of("(a)(?:b(?i)c)[((]\\((d)").nesting()).isEqualTo(1);
        assertThat(PatternSize.of("(a(?:b(?i:c)))(d)").nesting()).isEqualTo(3);
        assertThat(PatternSize.of("(".repeat(4_095)).nesting()).isEqualTo(4_095);
    }

    @Test
    void noCompiledPatternIsLargerThanItsSize() {
        Random random = new Random(13);
        int compiled = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder regex = new StringBuilder();
            for (int j = 1 + random.nextInt(12); j > 0; j--) {
                regex.append(PARTS[random.nextInt(PARTS.length)]);
            }
            long size = PatternSize.of(regex.toString()).instructions();
            if (size > TopicPattern.MAX_SIZE) {
                continue;
            }
            try {
                int instructions = Pattern.compile(regex.toString()).programSize();
                // Two for the failing and the matching instruction that every programme has.
                assertThat(instructions).as("seed 13: %s", regex).isLessThanOrEqualTo((int) size + 3);
                compiled++;
            } catch (PatternSyntaxException e) {
                // Most aren't any: of these nothing is said.
            }
        }
        assertThat(compiled).isGreaterThan(10_000);
    }
}
