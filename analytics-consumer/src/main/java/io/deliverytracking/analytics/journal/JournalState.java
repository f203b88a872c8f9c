package io.deliverytracking.analytics.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the journal can be written, for those who ask from outside. Whoever writes it says so; a question never waits for a
 * disk.
 *
 * <p>Thread-safe.
 */
public final class JournalState {

    private volatile @Nullable String fault;

    /** It could not be written; nothing is committed until it can. */
    public void failing(String why) {
        fault = why;
    }

    /** It was written. */
    public void written() {
        fault = null;
    }

    /** Why it can't be written; empty while it can. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
