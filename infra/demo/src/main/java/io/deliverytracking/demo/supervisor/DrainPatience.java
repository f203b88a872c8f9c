package io.deliverytracking.demo.supervisor;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long the groups are waited for that read the rest of the log: for as long as they come nearer to its end, however much there is.
 *
 * <p>Pure: time comes in as nanoseconds of any monotonic clock. Threading: confined to the supervisor's thread.
 */
final class DrainPatience {

    private final long patienceNs;
    private long progressAtNs;
    private long least = Long.MAX_VALUE;

    DrainPatience(Duration patience, long nowNs) {
        patienceNs = patience.toNanos();
        progressAtNs = nowNs;
    }

    /**
     * Whether nothing has come nearer for too long.
     *
     * @param lag what is unread, over all groups that are waited for; empty while the broker does not answer
     */
    boolean isOver(long nowNs, OptionalLong lag) {
        if (lag.isPresent() && lag.getAsLong() < least) {
            least = lag.getAsLong();
            progressAtNs = nowNs;
        }
        return nowNs - progressAtNs > patienceNs;
    }
}
