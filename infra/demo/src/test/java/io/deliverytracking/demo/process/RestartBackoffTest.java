package io.deliverytracking.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    private final RestartBackoff backoff = new RestartBackoff();

    @Test
    void theFirstDeathIsMendedAtOnceAndLaterOnesAfterALongerAndLongerWait() {
        backoff.onStart(0);
        assertThat(new long[] {dieAfter(1), dieAfter(1), dieAfter(1), dieAfter(1)})
                .containsExactly(0, millis(500), millis(1000), millis(2000));
        assertThat(backoff.total()).isEqualTo(4);
    }

    @Test
    void theWaitNeverExceedsTenSeconds() {
        backoff.onStart(0);
        long wait = 0;
        for (int i = 0; i < 100; i++) {
            wait = dieAfter(1);
        }
        assertThat(wait).isEqualTo(RestartBackoff.LONGEST_NS);
    }

    @Test
    void aProcessThatLivedForHalfAMinuteStartsWithACleanSlate() {
        backoff.onStart(0);
        dieAfter(1);
        dieAfter(1);
        assertThat(dieAfter(RestartBackoff.FORGET_AFTER_NS)).isZero();
        assertThat(backoff.total()).isEqualTo(3);
    }

    private long dieAfter(long lifeNs) {
        backoff.onStart(0);
        return backoff.onDeath(lifeNs);
    }

    private static long millis(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
