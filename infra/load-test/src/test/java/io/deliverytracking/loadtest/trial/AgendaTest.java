package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AgendaTest {

    @Test
    void theForegroundIsAloneBeforeEverythingAndAtTheEnd() {
        List<TrialPlan> plans = plans(new Agenda(TrialSet.full(), 1), plan -> true);
        assertThat(plans.get(0).arm().name()).isEqualTo(Arms.IDLE);
        assertThat(plans.get(plans.size() - 1).arm().name()).isEqualTo(Arms.IDLE);
        assertThat(plans.get(plans.size() - 1).repetition()).isEqualTo(2);
        assertThat(plans.subList(1, plans.size() - 1))
                .noneMatch(plan -> plan.arm().name().equals(Arms.IDLE));
        assertThat(plans).extracting(TrialPlan::scenario).contains(Scenario.values());
    }

    @Test
    void whatIsLeftShrinksToNothing() {
        Agenda agenda = new Agenda(TrialSet.full(), 1);
        int all = agenda.left();
        Duration whole = agenda.expected();
        long spent = 0;
        for (Optional<TrialPlan> next = agenda.next(); next.isPresent(); next = agenda.next()) {
            spent += Agenda.expectedSeconds(next.get());
            agenda.onResult(true);
            assertThat(agenda.taken() + agenda.left()).isEqualTo(all);
            assertThat(agenda.expected()).isEqualTo(whole.minusSeconds(spent));
        }
        assertThat(agenda.left()).isZero();
        assertThat(agenda.expected()).isZero();
    }

    @Test
    void anArmThatIsPastItsKneeTakesTrialsFromWhatIsLeft() {
        Agenda agenda = new Agenda(TrialSet.full().withScenarios(Set.of(Scenario.STEADY)), 1);
        int most = agenda.left();
        assertThat(plans(agenda, plan -> plan.rate() < 20_000)).hasSizeLessThan(most);
    }

    @Test
    void steadyTrialsRunAgainOnceAllHaveHadTheirTurn() {
        TrialSet twice = TrialSet.quick()
                .withArms(List.of("direct-batch", "discard"))
                .withRates(List.of(10))
                .withRepeats(2);
        assertThat(plans(new Agenda(twice, 1), plan -> true))
                .extracting(plan -> plan.arm().name() + " " + plan.repetition())
                .containsExactly("direct-batch 1", "discard 1", "direct-batch 2", "discard 2");
    }

    @Test
    void killsAreAtTheSameMomentsForTheSameSeed() {
        TrialSet kills = TrialSet.full().withScenarios(Set.of(Scenario.KILL));
        assertThat(plans(new Agenda(kills, 7), plan -> true))
                .isEqualTo(plans(new Agenda(kills, 7), plan -> true))
                .isNotEqualTo(plans(new Agenda(kills, 8), plan -> true));
    }

    private static List<TrialPlan> plans(Agenda agenda, Predicate<TrialPlan> keepsUp) {
        List<TrialPlan> plans = new ArrayList<>();
        for (Optional<TrialPlan> next = agenda.next(); next.isPresent(); next = agenda.next()) {
            plans.add(next.get());
            agenda.onResult(keepsUp.test(next.get()));
        }
        return plans;
    }
}
