package io.deliverytracking.loadtest.application.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long START_NS = 7_000;

    @Test
    void anEventIsDueAtThePhasesStartPlusItsIndexByTheRate() {
        assertThat(due(new Phase("load", 1, 4, true)))
                .containsExactly(START_NS, START_NS + 250_000_000, START_NS + 500_000_000, START_NS + 750_000_000);
    }

    @Test
    void theNextPhaseBeginsWhereTheOneBeforeEndsWhateverItsLastEvent() {
        assertThat(due(new Phase("slow", 1.5, 1, false), new Phase("fast", 0.5, 4, true)))
                .containsExactly(
                        START_NS, START_NS + 1_000_000_000, START_NS + 1_500_000_000, START_NS + 1_750_000_000);
    }

    @Test
    void aPhaseWithoutEventsIsAPause() {
        assertThat(due(new Phase("load", 1, 1, true), new Phase("silence", 2, 0, true), new Phase("load", 1, 1, true)))
                .containsExactly(START_NS, START_NS + 3_000_000_000L);
        assertThat(due(new Phase("silence", 2, 0, true))).isEmpty();
    }

    @Test
    void anEventKnowsItsPhase() {
        Schedule schedule =
                new Schedule(List.of(new Phase("warm-up", 1, 2, false), new Phase("load", 1, 1, true)), START_NS);
        List<String> names = new ArrayList<>();
        for (; schedule.hasNext(); schedule.advance()) {
            names.add(schedule.phase().name());
        }
        assertThat(names).containsExactly("warm-up", "warm-up", "load");
    }

    @Test
    void noErrorAddsUpOverAnHour() {
        Phase hour = new Phase("load", 3_600, 300_000, true);

        assertThat(hour.events()).isEqualTo(3_600L * 300_000);
        assertThat(hour.dueNs(hour.events() - 300_000)).isEqualTo(3_599_000_000_000L);
    }

    private static List<Long> due(Phase... phases) {
        List<Long> due = new ArrayList<>();
        for (Schedule schedule = new Schedule(List.of(phases), START_NS); schedule.hasNext(); schedule.advance()) {
            due.add(schedule.nextDueNs());
        }
        return due;
    }
}
