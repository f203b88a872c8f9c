package io.deliverytracking.loadtest.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_000);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final StoppedClock clock = new StoppedClock();
    private final OpenLoop loop = new OpenLoop(START_NS, 100, clock);

    @Test
    void requestsAreDueAtTheirOwnMomentsAndNotBefore() {
        for (int i = 0; i < 3; i++) {
            OpenLoop.Due due = loop.next().orElseThrow();
            assertThat(due.number()).isEqualTo(i);
            assertThat(clock.nowNs()).isEqualTo(START_NS + i * 10 * MS);
            clock.pass(2 * MS);
            assertThat(due.waitedNs()).isEqualTo(2 * MS);
        }
    }

    @Test
    void whoStartsLateIsTimedFromWhenItWasDue() {
        OpenLoop.Due stalled = loop.next().orElseThrow();
        clock.pass(95 * MS);
        assertThat(stalled.waitedNs()).isEqualTo(95 * MS);
        // Nine others became due meanwhile: they start at once, and have waited already.
        for (int i = 1; i <= 9; i++) {
            OpenLoop.Due late = loop.next().orElseThrow();
            assertThat(late.waitedNs()).as("request " + i).isEqualTo((95 - 10 * i) * MS);
        }
        assertThat(loop.next().orElseThrow().waitedNs())
                .as("the first one that is on time again")
                .isZero();
    }

    @Test
    void momentsDoNotDriftOverMillionsOfRequests() {
        OpenLoop uneven = new OpenLoop(0, 300, clock);
        OpenLoop.Due due = uneven.next().orElseThrow();
        for (int i = 0; i < 3_000_000; i++) {
            due = uneven.next().orElseThrow();
        }
        assertThat(due.momentNs()).isEqualTo(TimeUnit.SECONDS.toNanos(10_000));
    }

    @Test
    void whatWasDueBeforeTheEndIsStillGivenOutAndNothingElse() {
        loop.next();
        clock.pass(25 * MS);
        loop.end();
        assertThat(loop.next()).as("due 15 ms ago").isPresent();
        assertThat(loop.next()).as("due 5 ms ago").isPresent();
        assertThat(loop.next()).as("due in 5 ms").isEmpty();
        clock.pass(100 * MS);
        assertThat(loop.next()).as("due after the end, taken late").isEmpty();
    }

    /** Time passes only where somebody waits for it, or the test says so. */
    private static final class StoppedClock implements OpenLoop.Time {

        private long nowNs;

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void awaitNs(long momentNs) {
            nowNs = Math.max(nowNs, momentNs);
        }

        void pass(long ns) {
            nowNs += ns;
        }
    }
}
