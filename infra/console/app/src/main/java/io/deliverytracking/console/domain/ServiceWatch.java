package io.deliverytracking.console.domain;

import io.deliverytracking.console.domain.ServiceState.Presence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows one service from answer to answer. {@code since} changes only with the presence: a service that is away for
 * another reason is still away since then.
 *
 * <p>Not thread-safe.
 */
public final class ServiceWatch {

    private final String name;
    private @Nullable ServiceState state;

    public ServiceWatch(String name) {
        this.name = name;
    }

    /** It answered, and named what keeps it from its work, if anything does. */
    public void answered(Instant at, @Nullable String trouble) {
        become(Presence.UP, at, trouble);
    }

    /** It gave no answer, or none that can be understood. */
    public void silent(Instant at, String detail) {
        become(Presence.AWAY, at, detail);
    }

    /** Null until it was asked for the first time. */
    public @Nullable ServiceState state() {
        return state;
    }

    private void become(Presence presence, Instant at, @Nullable String detail) {
        Instant since = state != null && state.presence() == presence ? state.since() : at;
        state = new ServiceState(name, presence, since, detail);
    }
}
