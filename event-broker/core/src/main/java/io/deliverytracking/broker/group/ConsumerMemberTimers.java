package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long a member of a consumer group may be silent, and how long it may take for what it was told to do: to give up
 * partitions, or, of the classic protocol, to join again and to ask for its assignment.
 *
 * <p>Threading: confined to the lane. Not durable: the times begin anew when the shard is loaded.
 */
final class ConsumerMemberTimers {

    private final SessionTimer session;
    private final Deadline revocation;
    private final Deadline join;
    private final Deadline sync;

    /** @param onLate told for what it is that the member is too late */
    ConsumerMemberTimers(Late onLate) {
        this.session = new SessionTimer(turn -> onLate.tell(turn, "was silent for too long"));
        this.revocation = new Deadline(turn -> onLate.tell(turn, "did not give up its partitions in time"));
        this.join = new Deadline(turn -> onLate.tell(turn, "did not join again in time"));
        this.sync = new Deadline(turn -> onLate.tell(turn, "did not ask for its assignment in time"));
    }

    /** Somebody who deals with members that are too late. */
    interface Late {
        void tell(Turn turn, String words);
    }

    /** The member is alive. */
    void touch(Turn turn, int sessionTimeoutMs) {
        session.touch(turn, sessionTimeoutMs);
    }

    /** The member was told to give up partitions, from now on. */
    void awaitRevocation(Turn turn, int rebalanceTimeoutMs) {
        revocation.set(turn, rebalanceTimeoutMs);
    }

    void stopAwaitingRevocation() {
        revocation.cancel();
    }

    /** The member was told to join again, now or before. */
    void awaitJoin(Turn turn, int rebalanceTimeoutMs) {
        if (!join.isSet()) {
            join.set(turn, rebalanceTimeoutMs);
        }
    }

    /** The member joined, and is to ask for its assignment. */
    void onJoined(Turn turn, int rebalanceTimeoutMs) {
        join.cancel();
        revocation.cancel();
        sync.set(turn, rebalanceTimeoutMs);
    }

    void onSynced() {
        sync.cancel();
    }

    /** The member speaks the consumer protocol from now on: it neither joins nor syncs. */
    void stopAwaitingClassic() {
        join.cancel();
        sync.cancel();
    }

    void cancel() {
        session.cancel();
        revocation.cancel();
        stopAwaitingClassic();
    }

    /** A moment that passes once, unless it is set anew or cancelled. */
    private static final class Deadline {

        private final Consumer<Turn> onPassed;
        private @Nullable Cancellable scheduled;

        Deadline(Consumer<Turn> onPassed) {
            this.onPassed = onPassed;
        }

        boolean isSet() {
            return scheduled != null;
        }

        void set(Turn turn, int delayMs) {
            cancel();
            scheduled = turn.schedule(delayMs, later -> {
                scheduled = null;
                onPassed.accept(later);
            });
        }

        void cancel() {
            if (scheduled != null) {
                scheduled.cancel();
                scheduled = null;
            }
        }
    }
}
