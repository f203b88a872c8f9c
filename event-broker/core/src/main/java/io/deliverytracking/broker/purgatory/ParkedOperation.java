package io.deliverytracking.broker.purgatory;

import io.deliverytracking.broker.port.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits in a {@link Purgatory} until the keys it watches have moved far enough, or its deadline passes.
 *
 * <p>Invariant: exactly one of {@link #onComplete} and {@link #onExpire} is called, once, and nothing after it.
 *
 * <p>Threading: confined to the lane.
 */
public abstract class ParkedOperation {

    // Owned by the purgatory that the operation is parked in.
    Watch[] watches = Watch.NONE;

    @Nullable
    Cancellable deadline;

    boolean done;

    /**
     * One of the watched keys has moved on.
     *
     * @param watchIndex which: its position in the list of keys that the operation was parked with
     * @return whether the operation has waited long enough
     */
    protected abstract boolean onProgress(int watchIndex);

    /** What it waited for has happened. */
    protected abstract void onComplete();

    /** The deadline passed first. */
    protected abstract void onExpire();
}
