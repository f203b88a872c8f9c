package io.deliverytracking.broker.group;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Member ids that were handed out and have not been used yet (KIP-394): the client must join once more with
 * the id it got, so a client that never hears the answer leaves no ghost among the members. An id that is
 * not used within the session timeout lapses.
 *
 * <p>Not durable: after a reload such a client hears UNKNOWN_MEMBER_ID and asks for another id.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class PendingMembers {

    private final Map<String, SessionTimer> timers = new LinkedHashMap<>();

    boolean isEmpty() {
        return timers.isEmpty();
    }

    boolean has(String memberId) {
        return timers.containsKey(memberId);
    }

    /** Expects the client to come back with this id, and calls {@code onLapsed} if it does not. */
    void add(Turn turn, String memberId, int sessionTimeoutMs, BiConsumer<Turn, String> onLapsed) {
        SessionTimer timer = new SessionTimer(later -> {
            timers.remove(memberId);
            onLapsed.accept(later, memberId);
        });
        timers.put(memberId, timer);
        timer.touch(turn, sessionTimeoutMs);
    }

    /** Returns whether the id was pending. */
    boolean remove(String memberId) {
        SessionTimer timer = timers.remove(memberId);
        if (timer == null) {
            return false;
        }
        timer.cancel();
        return true;
    }

    void clear() {
        timers.values().forEach(SessionTimer::cancel);
        timers.clear();
    }
}
