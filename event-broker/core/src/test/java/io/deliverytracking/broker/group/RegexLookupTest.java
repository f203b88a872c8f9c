package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegexLookupTest {

    /** Of {@code b|c.} and a name of two characters. */
    private static final long EFFORT = 3 * (PatternSize.of("b|c.").instructions());

    private static final long ENOUGH = 10_000_000;

    private final RegexLookup lookup = new RegexLookup("b|c.");

    @Test
    void findsWhatMatches() {
        lookup.among(List.of("a", "b", "c", "ca", "d"));
        assertThat(lookup.isDone()).isFalse();

        lookup.proceed(ENOUGH);

        assertThat(lookup.isDone()).isTrue();
        assertThat(lookup.matching()).containsExactly("b", "ca");
    }

    @Test
    void looksAtEachTopicOnce() {
        lookup.among(List.of("ba", "ca"));
        assertThat(lookup.proceed(ENOUGH)).isEqualTo(ENOUGH - TopicPattern.COMPILING - 2 * EFFORT);

        lookup.among(List.of("ba", "bb", "ca"));
        assertThat(lookup.proceed(ENOUGH)).isEqualTo(ENOUGH - TopicPattern.COMPILING - EFFORT);
        lookup.among(List.of("ba", "ca"));
        assertThat(lookup.proceed(ENOUGH)).isEqualTo(ENOUGH);
        assertThat(lookup.matching()).containsExactly("ca");
    }

    @Test
    void aTopicThatGoesIsForgottenAndFoundAgainWhenItComesBack() {
        lookup.among(List.of("ca", "cb"));
        lookup.proceed(ENOUGH);

        lookup.among(List.of("ca"));
        assertThat(lookup.matching()).containsExactly("ca");
        lookup.among(List.of("ca", "cb"));
        assertThat(lookup.isDone()).isFalse();
        lookup.proceed(ENOUGH);
        assertThat(lookup.matching()).containsExactly("ca", "cb");
    }

    @Test
    void pausesWhenTheEffortIsSpentAndTopicsMayChangeMeanwhile() {
        lookup.among(List.of("ca", "cb", "cc", "cd"));
        assertThat(lookup.proceed(TopicPattern.COMPILING + 2 * EFFORT)).isZero();
        assertThat(lookup.proceed(0)).isZero();
        assertThat(lookup.isDone()).isFalse();

        lookup.among(List.of("ba", "cb", "cd", "ce"));
        assertThat(lookup.proceed(2 * EFFORT)).isZero();
        assertThat(lookup.isDone()).isFalse();
        assertThat(lookup.proceed(2 * EFFORT)).isEqualTo(EFFORT);

        assertThat(lookup.isDone()).isTrue();
        assertThat(lookup.matching()).containsExactly("cb", "cd", "ce");
    }

    @Test
    void oneTopicIsLookedAtHoweverLittleTheEffort() {
        lookup.among(List.of("ca"));

        lookup.proceed(1);

        assertThat(lookup.isDone()).isTrue();
    }

    @Test
    void whatIsNoExpressionStandsForNothing() {
        RegexLookup none = new RegexLookup("(");
        none.among(List.of("("));

        none.proceed(ENOUGH);

        assertThat(none.isDone()).isTrue();
        assertThat(none.matching()).isEmpty();
    }
}
