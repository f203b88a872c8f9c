package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LadderTest {

    private static final int HEADLINE = 100;

    @Test
    void allArmsRunAtOneRateBeforeTheNextAndEachRateBeginsWithAnother() {
        assertThat(climb(new Ladder(List.of("a", "b", "c"), List.of(20, 10), HEADLINE), rung -> true))
                .containsExactly("a@10", "b@10", "c@10", "b@20", "c@20", "a@20");
    }

    @Test
    void anArmStopsTwoRatesAfterItsKnee() {
        List<String> climbed = climb(
                new Ladder(List.of("slow", "fast"), List.of(1, 2, 3, 4, 5), HEADLINE),
                rung -> rung.arm().equals("fast") || rung.rate() < 2);
        assertThat(climbed)
                .filteredOn(rung -> rung.startsWith("slow"))
                .as("keeps 1, is past its knee at 2, shows 3")
                .containsExactly("slow@1", "slow@2", "slow@3");
        assertThat(climbed).filteredOn(rung -> rung.startsWith("fast")).hasSize(5);
    }

    @Test
    void atTheHeadlineRateAllArmsMeetHoweverFarBehindTheyAre() {
        assertThat(climb(new Ladder(List.of("slow"), List.of(1, 2, 3, HEADLINE, 200), HEADLINE), rung -> false))
                .containsExactly("slow@1", "slow@2", "slow@" + HEADLINE);
    }

    @Test
    void anArmThatFailedOnceByChanceClimbsOn() {
        assertThat(climb(new Ladder(List.of("a"), List.of(1, 2, 3), HEADLINE), rung -> rung.rate() != 1))
                .containsExactly("a@1", "a@2", "a@3");
    }

    @Test
    void whatIsLeftCountsNobodyWhoIsPastItsKnee() {
        Ladder ladder = new Ladder(List.of("slow", "fast"), List.of(1, 2, 3, HEADLINE, 200), HEADLINE);
        assertThat(ladder.atMost()).hasSize(10);
        for (int i = 0; i < 4; i++) {
            Ladder.Rung rung = ladder.next().orElseThrow();
            ladder.onResult(rung, rung.arm().equals("fast"));
        }
        assertThat(ladder.atMost())
                .as("slow climbs no more, but meets fast at the headline rate")
                .containsExactlyInAnyOrder(
                        new Ladder.Rung("fast", 3),
                        new Ladder.Rung("slow", HEADLINE),
                        new Ladder.Rung("fast", HEADLINE),
                        new Ladder.Rung("fast", 200));
    }

    @Test
    void withoutArmsOrRatesThereIsNothingToClimb() {
        assertThat(new Ladder(List.of(), List.of(1), HEADLINE).next()).isEmpty();
        assertThat(new Ladder(List.of("a"), List.of(), HEADLINE).next()).isEmpty();
    }

    private static List<String> climb(Ladder ladder, Predicate<Ladder.Rung> keepsUp) {
        List<String> climbed = new ArrayList<>();
        for (Optional<Ladder.Rung> next = ladder.next(); next.isPresent(); next = ladder.next()) {
            climbed.add(next.get().arm() + "@" + next.get().rate());
            ladder.onResult(next.get(), keepsUp.test(next.get()));
        }
        return climbed;
    }
}
