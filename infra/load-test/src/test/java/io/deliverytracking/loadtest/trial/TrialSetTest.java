package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.loadtest.result.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialSetTest {

    @Test
    void everyArmOfEverySetIsThere() {
        for (TrialSet set : List.of(TrialSet.quick(), TrialSet.full(), TrialSet.soak())) {
            assertThat(set.arms())
                    .as(set.name())
                    .isNotEmpty()
                    .allSatisfy(arm -> assertThat(Arms.byName(arm).name()).isEqualTo(arm));
        }
        assertThat(TrialSet.full().arms())
                .as("the full set leaves no arm out")
                .containsExactlyElementsOf(
                        Arms.all().stream().map(ArmSetup::name).toList());
    }

    @Test
    void bothControlsAreInTheQuickSet() {
        assertThat(TrialSet.quick().arms()).contains(Arms.IDLE, Arms.DISCARD, Arms.LOG);
    }

    @Test
    void chosenArmsKeepTheirLaddersAndOthersJoinTheOneWhereArmsMeet() {
        TrialSet set = TrialSet.full().withArms(List.of("log-row", "log-copy"));
        assertThat(set.ladders())
                .extracting(TrialSet.Rungs::arms)
                .containsExactly(List.of("log-copy"), List.of("log-row"));
        assertThat(set.arms()).containsExactly("log-copy", "log-row");
        assertThat(TrialSet.full().withArms(List.of("direct-row-16")).ladders())
                .as("every ladder of an arm, not only its first")
                .hasSize(2);
        assertThat(TrialSet.quick().withArms(List.of("log-row", "idle")).arms()).containsExactly("idle", "log-row");
        assertThatThrownBy(() -> TrialSet.quick().withArms(List.of("log-cpoy")))
                .hasMessageContaining("log-cpoy")
                .hasMessageContaining("log-copy");
    }

    @Test
    void chosenArmsMeetAtTheHeadlineRate() {
        for (String other : List.of("direct-row-16", "log-row")) {
            assertThat(TrialSet.quick().withArms(List.of(other, "log-copy")).ladders())
                    .filteredOn(ladder -> ladder.rates().contains(100_000))
                    .singleElement()
                    .satisfies(ladder -> assertThat(ladder.arms()).containsExactlyInAnyOrder(other, "log-copy"));
        }
    }

    @Test
    void chosenRatesAreOneLadderWhoseHighestIsWhereAllMeet() {
        TrialSet set = TrialSet.full().withRates(List.of(30, 70, 50));
        assertThat(set.headline()).isEqualTo(70);
        assertThat(set.ladders()).singleElement().satisfies(ladder -> {
            assertThat(ladder.rates()).containsExactly(30, 70, 50);
            assertThat(ladder.arms()).doesNotHaveDuplicates().contains("direct-row-16", "log-copy", "log-row");
        });
    }

    @Test
    void theSetsTakeNoLongerThanTheirOptionsPromise() {
        assertThat(TrialSet.quick().expected()).isLessThan(Duration.ofMinutes(5));
        assertThat(TrialSet.full().expected()).isLessThan(Duration.ofMinutes(40));
    }

    @Test
    void scenariosCanBeChosenAndOutagesLeftOut() {
        assertThat(TrialSet.full().withScenarios(Set.of(Scenario.KILL)))
                .satisfies(set -> assertThat(set.ladders()).isEmpty())
                .satisfies(set -> assertThat(set.scenarios())
                        .extracting(TrialSet.Disturbed::scenario)
                        .containsOnly(Scenario.KILL));
        assertThat(TrialSet.full().withoutOutages().scenarios())
                .isNotEmpty()
                .extracting(TrialSet.Disturbed::scenario)
                .doesNotContain(Scenario.OUTAGE);
        assertThat(TrialSet.quick().withScenarios(Set.of(Scenario.KILL)).hasLoad())
                .as("the foreground alone is no load")
                .isFalse();
    }

    @Test
    void aSpikeCountsWithItsWholeHeightWhenDiskIsReckoned() {
        long spike = TrialSet.full().withScenarios(Set.of(Scenario.SPIKE)).diskBytes() - TrialPlan.FIXED_DISK_BYTES;
        // 18 s to warm up with a log, twice 10 s and thirty tenfold seconds, of 10,000/s.
        assertThat(spike).isEqualTo(300L * 10_000 * (18 + 20 + 300));
    }

    @Test
    void aSoakDropsWhatIsOldAndNeedsNoRoomForIt() {
        long soak = TrialSet.soak().diskBytes() - TrialPlan.FIXED_DISK_BYTES;
        assertThat(soak).isEqualTo(300L * 100_000 * 15 * 60);
    }

    @Test
    void aSoakIsHalfAnHourOfTheLogAndNothingElse() {
        assertThat(TrialSet.soak().arms()).containsExactly(Arms.LOG);
    }
}
