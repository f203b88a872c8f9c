package io.deliverytracking.console.domain;

import io.deliverytracking.console.domain.ServiceState.Presence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows one service from answer to answer. {@code since} changes only with the presence: a service that is away for
 * another reason is still away since then.
 *
 * <p>One answer that does not come may be load: a service that was up is away after the second in a row, or at once where
 * nobody listens. It then is away since the first.
 *
 * <p>Not thread-safe.
 */
public final class ServiceWatch {

    private final String name;
    private @Nullable ServiceState state;
    private @Nullable Instant missedSince;

    public ServiceWatch(String name) {
        this.name = name;
    }

    /** It answered, and named what keeps it from its work, if anything does. */
    public void answered(Instant at, @Nullable String trouble) {
        missedSince = null;
        become(Presence.UP, at, trouble);
    }

    /** It gave no answer, or none that can be understood. Says whether it is away. */
    public boolean silent(Instant at, String detail) {
        boolean inDoubt = state != null && state.presence() == Presence.UP && missedSince == null;
        if (missedSince == null) {
            missedSince = at;
        }
        return !inDoubt && gone(at, detail);
    }

    /** Nobody listens at its address. It is away. */
    public boolean refused(Instant at, String detail) {
        return gone(at, detail);
    }

    /** Null until it was asked for the first time. */
    public @Nullable ServiceState state() {
        return state;
    }

    private boolean gone(Instant at, String detail) {
        become(Presence.AWAY, missedSince == null ? at : missedSince, detail);
        return true;
    }

    private void become(Presence presence, Instant at, @Nullable String detail) {
        Instant since = state != null && state.presence() == presence ? state.since() : at;
        state = new ServiceState(name, presence, since, detail);
    }
}
