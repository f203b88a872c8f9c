package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DrainPatienceTest {

    private static final long SECOND = 1_000_000_000L;

    private final DrainPatience patience = new DrainPatience(Duration.ofMinutes(3), 0);

    @Test
    void aBacklogOfHoursIsWaitedForWhileItShrinks() {
        for (int second = 0; second < 10_000; second += 100) {
            assertThat(patience.isOver(second * SECOND, OptionalLong.of(1_000_000 - second)))
                    .isFalse();
        }
    }

    @Test
    void whatStandsStillIsGivenUpAndWhatGrowsToo() {
        assertThat(patience.isOver(10 * SECOND, OptionalLong.of(500))).isFalse();
        assertThat(patience.isOver(100 * SECOND, OptionalLong.of(500))).isFalse();
        assertThat(patience.isOver(190 * SECOND, OptionalLong.of(900))).isFalse();
        assertThat(patience.isOver(191 * SECOND, OptionalLong.of(900))).isTrue();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsWaitedForAsLong() {
        assertThat(patience.isOver(180 * SECOND, OptionalLong.empty())).isFalse();
        assertThat(patience.isOver(181 * SECOND, OptionalLong.empty())).isTrue();
    }
}
