package io.deliverytracking.demo.process;

import java.time.Duration;

/**
 * How long to wait before a process that died is started again: at once the first time, then doubling from half a second to ten
 * seconds, and forgotten after it has lived for half a minute.
 *
 * <p>Pure: time comes in as nanoseconds of any monotonic clock. Threading: confined to the supervisor's thread.
 */
public final class RestartBackoff {

    static final long FIRST_NS = Duration.ofMillis(500).toNanos();
    static final long LONGEST_NS = Duration.ofSeconds(10).toNanos();
    static final long FORGET_AFTER_NS = Duration.ofSeconds(30).toNanos();

    private int inARow;
    private int total;
    private long startedAtNs;

    public void onStart(long nowNs) {
        startedAtNs = nowNs;
    }

    /** Counts a death; returns how long to wait before the next start. */
    public long onDeath(long nowNs) {
        if (nowNs - startedAtNs >= FORGET_AFTER_NS) {
            inARow = 0;
        }
        total++;
        int before = inARow++;
        return before == 0 ? 0 : Math.min(LONGEST_NS, FIRST_NS << Math.min(before - 1, 10));
    }

    /** How often it has died without having lived for half a minute in between. */
    public int inARow() {
        return inARow;
    }

    /** How often it has died since the supervisor started. */
    public int total() {
        return total;
    }
}
