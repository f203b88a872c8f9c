package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCharactersTest {

    /** Every character of a topic's name. */
    private static final String OF_NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    /** Letters that RE2/J never comes back from without regard to case. */
    private static final int FIRST_ENDLESS = 0x1c80;

    private static final int LAST_ENDLESS = 0x1c88;

    private static final int RANDOM_ONES = 60_000;

    /** No character behind the first endless one: ranges without regard to case must not have it. */
    private static final String[] PARTS = {
        "[",
        "[",
        "[",
        "[^",
        "]",
        "]",
        "]",
        "]",
        "-",
        "-",
        "-",
        "a",
        "k",
        "z",
        "A",
        "S",
        "7",
        "_",
        ".",
        "(",
        ")",
        "*",
        "|",
        "\\",
        "\\Q",
        "\\E",
        "\\d",
        "\\W",
        "\\pL",
        "\\P{Greek}",
        "\\p{",
        "}",
        "[:alpha:]",
        "[:^word:]",
        "[:",
        ":]",
        "^",
        "{2}",
        "\\x{41}",
        "\\x{17f}",
        "\\x{180}",
        "\\x{110000}",
        "\\x{",
        "\\x5d",
        "\\xe9",
        "\\x4",
        "\\0",
        "\\101",
        "\\601",
        "\\7",
        "\\n",
        "\\-",
        "\\]",
        "\\\\",
        "\u00e9",
        "\u00fc",
        "\u0130",
        "\u017f",
        "\u0180",
        "\u044f",
        "a-\u00fc",
        "\u0100-\u1c7f",
        "\\x{100}-",
        "\\\u00e9",
        "(?P<n>",
        "(?P<\u00e9>",
        "(?:",
        "$"
    };

    private static final String[] PARTS_BEHIND = {
        "\u212a",
        "\u2129",
        "\u212b",
        "\\x{212A}",
        "\\x{2130}",
        "\u2000-\u2130",
        "\u212b-\uffff",
        "\uD83D\uDE00",
        "0-\uD83D\uDE00",
        "\\x{10FFFF}"
    };

    @ParameterizedTest
    @CsvSource({
        "[a-z0-9._-]+, [a-z0-9._-]+",
        "(?i)\u1c80, (?i)\uDBFF\uDFFF",
        "(?i)\\x{1c80}, (?i)\uDBFF\uDFFF",
        "(?i)[\u1c80-], (?i)[\uDBFF\uDFFF-]",
        "(?i)[\\\u1c80A], (?i)[\uDBFF\uDFFFA]",
        "(?i)[\\qA-\u2300]], (?i)[\\q",
        "\\Q\u044f\\E*\\\\x{44f}, \\Q\uDBFF\uDFFF\\E*\\\\x{44f}",
        "\u017fK\u212a, \u017fK\u212a",
        "[0-\u044f], [0-\u007f\u017f-\u017f]",
        "[0-\u2300], [0-\u007f\u017f-\u017f\u212a-\u212a]",
        "[^\u0430-\u044f-z], [^\uDBFF\uDFFF-\uDBFF\uDFFF-z]",
        "\\[\\x{30}-[\\x{30}-\\x{44f}], \\[\\x{30}-[\\x{30}-\u007f\u017f-\u017f]"
    })
    void characterInNoNameIsWrittenAsTheLastOfUnicode(String regex, String narrowed) {
        assertThat(TopicCharacters.narrow(regex)).isEqualTo(narrowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\u044f-0-\u044f]",
                "[\\q-\u044f0-\u044f]",
                "[0-\\x{110000}0-\u044f]",
                "[0-\u044f",
                "\\x{44",
                "\\p{\u044f}"
            })
    void whatIsRefusedStaysSo(String regex) {
        assertThat(outcome(TopicCharacters.narrow(regex))).isEqualTo("refused").isEqualTo(outcome(regex));
    }

    /** By RE2/J itself: of all the characters that are left out none is, without regard to case, one of a name. */
    @Test
    void noOtherCharacterIsTheSameAsOneOfAName() {
        Pattern others =
                Pattern.compile("(?i)[\\x{80}-\\x{17e}\\x{180}-\\x{1c7f}\\x{1c89}-\\x{2129}\\x{212b}-\\x{10ffff}]");
        for (char c : OF_NAMES.toCharArray()) {
            assertThat(others.matches(Character.toString(c))).as("%c", c).isFalse();
        }
        for (int c = FIRST_ENDLESS; c <= LAST_ENDLESS; c++) {
            assertThat(Character.toUpperCase(c)).isGreaterThan(0x7f);
            assertThat(Character.toLowerCase(c)).isGreaterThan(0x7f);
        }
        assertThat(outcome("(?i)[\u017f]")).isEqualTo("Ss");
        assertThat(outcome("(?i)[\u212a]")).isEqualTo("Kk");
    }

    @Test
    void theOutcomeMatchesTheSameWithoutRegardToCase() {
        assertThat(differentAmongRandomOnes("(?i)", PARTS)).isGreaterThan(2_000);
    }

    @Test
    void andWithRegardToCase() {
        String[] all = new String[PARTS.length + PARTS_BEHIND.length];
        System.arraycopy(PARTS, 0, all, 0, PARTS.length);
        System.arraycopy(PARTS_BEHIND, 0, all, PARTS.length, PARTS_BEHIND.length);

        assertThat(differentAmongRandomOnes("", all)).isGreaterThan(2_000);
    }

    /** How many random expressions were changed at all. */
    private static int differentAmongRandomOnes(String flags, String[] parts) {
        Random random = new Random(14);
        int changed = 0;
        for (int i = 0; i < RANDOM_ONES; i++) {
            StringBuilder regex = new StringBuilder(flags);
            for (int j = 1 + random.nextInt(10); j > 0; j--) {
                regex.append(parts[random.nextInt(parts.length)]);
            }
            String narrowed = TopicCharacters.narrow(regex.toString());
            if (!narrowed.contentEquals(regex)) {
                String outcome = outcome(narrowed);
                assertThat(outcome).as("seed 14: %s", regex).isEqualTo(outcome(regex.toString()));
                changed += outcome.equals("refused") ? 0 : 1;
            }
        }
        return changed;
    }

    /** The characters of names that it matches one by one, and some names; or that it is refused. */
    private static String outcome(String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return "refused";
        }
        StringBuilder matching = new StringBuilder();
        for (char c : OF_NAMES.toCharArray()) {
            matching.append(pattern.matches(Character.toString(c)) ? c : "");
        }
        for (String name : List.of("", "aa", "k-", "-s", "zz", "Sk7")) {
            matching.append(pattern.matches(name) ? " " + name + "," : "");
        }
        return matching.toString();
    }
}
