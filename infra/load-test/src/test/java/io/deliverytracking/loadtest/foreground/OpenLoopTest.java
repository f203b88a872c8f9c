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
    void requestsAreDueAtTheirOwnMomentsAndNotBefore() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            OpenLoop.Due due = loop.next();
            assertThat(due.number()).isEqualTo(i);
            assertThat(clock.nowNs()).isEqualTo(START_NS + i * 10 * MS);
            clock.pass(2 * MS);
            assertThat(due.waitedNs()).isEqualTo(2 * MS);
        }
    }

    @Test
    void whoStartsLateIsTimedFromWhenItWasDue() throws InterruptedException {
        OpenLoop.Due stalled = loop.next();
        clock.pass(95 * MS);
        assertThat(stalled.waitedNs()).isEqualTo(95 * MS);
        // Nine others became due meanwhile: they start at once, and have waited already.
        for (int i = 1; i <= 9; i++) {
            OpenLoop.Due late = loop.next();
            assertThat(late.waitedNs()).as("request " + i).isEqualTo((95 - 10 * i) * MS);
        }
        assertThat(loop.next().waitedNs())
                .as("the first one that is on time again")
                .isZero();
    }

    @Test
    void momentsDoNotDriftOverMillionsOfRequests() throws InterruptedException {
        OpenLoop uneven = new OpenLoop(0, 300, clock);
        OpenLoop.Due due = uneven.next();
        for (int i = 0; i < 3_000_000; i++) {
            due = uneven.next();
        }
        assertThat(due.momentNs()).isEqualTo(TimeUnit.SECONDS.toNanos(10_000));
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
