package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who of a new generation has not asked for its assignment yet. Whoever has not when the rebalance timeout
 * ends is removed, so that partitions do not lie idle with a member that joined and then hangs.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class PendingSyncs {

    private final Set<String> memberIds = new LinkedHashSet<>();
    private @Nullable Cancellable timeout;

    /** Nobody is awaited: the state of a generation that was loaded from the log. */
    static PendingSyncs none() {
        return new PendingSyncs();
    }

    /**
     * Awaits these members.
     *
     * @param onTimeout called with those who have not come in time
     */
    void await(Turn turn, Collection<Member> members, int timeoutMs, BiConsumer<Turn, List<String>> onTimeout) {
        members.forEach(member -> memberIds.add(member.memberId()));
        timeout = turn.schedule(timeoutMs, later -> {
            timeout = null;
            List<String> missing = List.copyOf(memberIds);
            memberIds.clear();
            if (!missing.isEmpty()) {
                onTimeout.accept(later, missing);
            }
        });
    }

    void onSynced(String memberId) {
        if (memberIds.remove(memberId) && memberIds.isEmpty()) {
            cancel();
        }
    }

    /** A restarted static member is awaited in the place of the one before. */
    void replace(String previousMemberId, String memberId) {
        if (memberIds.remove(previousMemberId)) {
            memberIds.add(memberId);
        }
    }

    void cancel() {
        memberIds.clear();
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }
}
