package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long a member of a consumer group may be silent, and how long it may take to give up partitions.
 *
 * <p>Threading: confined to the lane. Not durable: both times begin anew when the shard is loaded.
 */
final class ConsumerMemberTimers {

    private final SessionTimer session;
    private final Consumer<Turn> onRebalanceTimeout;
    private @Nullable Cancellable rebalance;

    ConsumerMemberTimers(Consumer<Turn> onSessionExpired, Consumer<Turn> onRebalanceTimeout) {
        this.session = new SessionTimer(onSessionExpired);
        this.onRebalanceTimeout = onRebalanceTimeout;
    }

    /** The member is alive. */
    void touch(Turn turn, int sessionTimeoutMs) {
        session.touch(turn, sessionTimeoutMs);
    }

    /** The member was told to give up partitions, from now on. */
    void awaitRevocation(Turn turn, int rebalanceTimeoutMs) {
        stopAwaitingRevocation();
        rebalance = turn.schedule(rebalanceTimeoutMs, later -> {
            rebalance = null;
            onRebalanceTimeout.accept(later);
        });
    }

    void stopAwaitingRevocation() {
        if (rebalance != null) {
            rebalance.cancel();
            rebalance = null;
        }
    }

    void cancel() {
        session.cancel();
        stopAwaitingRevocation();
    }
}
