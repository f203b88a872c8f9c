package io.deliverytracking.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupProgressTest {

    @Test
    void lagIsWhatLiesBetweenCommitsAndEnds() {
        GroupProgress progress = GroupProgress.of(Map.of("a-0", 100L, "a-1", 50L), Map.of("a-0", 90L, "a-1", 50L));

        assertThat(progress.lag()).hasValue(10);
        assertThat(progress.consumed()).isEqualTo(140);
    }

    @Test
    void aGroupWithoutCommitsHasNoLagRatherThanNone() {
        assertThat(GroupProgress.of(Map.of("a-0", 100L), Map.<String, Long>of()).lag())
                .isEmpty();
    }

    @Test
    void aCommitBeyondTheEndThatWasReadBeforeItIsNoNegativeLag() {
        GroupProgress progress = GroupProgress.of(Map.of("a-0", 100L, "a-1", 50L), Map.of("a-0", 105L, "a-1", 40L));

        assertThat(progress.lag()).hasValue(10);
    }

    @Test
    void otherTopicsOfTheGroupAreOfNoInterest() {
        GroupProgress progress = GroupProgress.of(Map.of("a-0", 100L), Map.of("a-0", 100L, "b-0", 7L));

        assertThat(progress.consumed()).isEqualTo(100);
    }
}
