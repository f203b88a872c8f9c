package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time that a member may be silent. Every sign of life moves the deadline; the timer behind it is only
 * set again when it fires too early, so a heartbeat costs two assignments.
 *
 * <p>Threading: confined to the lane. Durations follow the monotonic clock: a jump of the wall clock kills
 * nobody.
 */
final class SessionTimer {

    private final Consumer<Turn> onExpired;
    private long deadlineNs;
    private long firesAtNs;
    private @Nullable Cancellable armed;

    /** @param onExpired called once the deadline has passed; the timer is idle then until the next touch */
    SessionTimer(Consumer<Turn> onExpired) {
        this.onExpired = onExpired;
    }

    /** The member is alive: it may be silent for {@code timeoutMs} from now. */
    void touch(Turn turn, long timeoutMs) {
        deadlineNs = turn.monotonicNs() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        if (armed == null || firesAtNs - deadlineNs > 0) {
            cancel();
            arm(turn);
        }
    }

    void cancel() {
        if (armed != null) {
            armed.cancel();
            armed = null;
        }
    }

    private void arm(Turn turn) {
        long remainingNs = Math.max(0, deadlineNs - turn.monotonicNs());
        // Rounded up: firing a fraction of a millisecond early would only mean to arm once more.
        long delayMs = TimeUnit.NANOSECONDS.toMillis(remainingNs + TimeUnit.MILLISECONDS.toNanos(1) - 1);
        firesAtNs = deadlineNs;
        armed = turn.schedule(delayMs, this::onFired);
    }

    private void onFired(Turn turn) {
        armed = null;
        if (turn.monotonicNs() - deadlineNs < 0) {
            arm(turn);
        } else {
            onExpired.accept(turn);
        }
    }
}
