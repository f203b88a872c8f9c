package io.deliverytracking.analytics.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.cell.CellFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowHistoryTest {

    private static final CellFigures NOWHERE = new CellFigures(new long[0], new int[0], new int[0], new long[0], 0);

    private final WindowHistory history = new WindowHistory(3, 2);

    @Test
    void keepsTheNewestOfEachSize() {
        for (int second = 1; second <= 5; second++) {
            history.closed(window(second * 1_000L, second), NOWHERE);
        }
        assertThat(history.at(WindowSize.ONE_SECOND, 2_000)).isEmpty();
        assertThat(history.latest(WindowSize.ONE_SECOND)).contains(window(5_000, 5));
        assertThat(history.latest(WindowSize.ONE_MINUTE)).isEmpty();
    }

    @Test
    void aRangeIsOldestFirstAndItsLimitKeepsTheNewest() {
        for (int second = 1; second <= 3; second++) {
            history.closed(window(second * 1_000L, second), NOWHERE);
        }
        assertThat(history.between(WindowSize.ONE_SECOND, 1_000, 3_000, 10))
                .containsExactly(window(1_000, 1), window(2_000, 2));
        assertThat(history.between(WindowSize.ONE_SECOND, 0, 9_000, 2))
                .containsExactly(window(2_000, 2), window(3_000, 3));
        assertThat(history.between(WindowSize.ONE_SECOND, 3_000, 1_000, 10)).isEmpty();
    }

    @Test
    void aWindowThatIsClosedAgainReplacesItself() {
        history.closed(window(1_000, 7), NOWHERE);
        history.closed(window(1_000, 8), NOWHERE);
        assertThat(history.between(WindowSize.ONE_SECOND, 0, 9_000, 9)).containsExactly(window(1_000, 8));
    }

    private static WindowResult window(long startMs, long events) {
        ZoneResult zone = new ZoneResult(events, 1, 1, 0, 0, null, 0, 0, 0);
        return new WindowResult(
                WindowSize.ONE_SECOND, startMs, 1, 1, null, List.of(zone), List.of(), Map.of(), Refused.NONE);
    }
}
