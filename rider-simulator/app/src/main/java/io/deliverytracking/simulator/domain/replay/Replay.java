package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.traces.Trace;

/** A trace and how it is to be replayed, decided once and used by every session. Immutable. */
public record Replay(Copies copies, ReplaySettings settings) {

    /** @throws IllegalArgumentException when there would be more riders than {@code mostRiders} */
    public static Replay of(Trace trace, ReplaySettings settings, int mostRiders) {
        long riders = settings.riders().isPresent()
                ? settings.riders().getAsInt()
                : (long) trace.riders() * settings.copies();
        if (riders < 1 || riders > mostRiders) {
            throw new IllegalArgumentException(
                    riders + " riders (the trace has " + trace.riders() + ") are outside of 1 to " + mostRiders);
        }
        return new Replay(new Copies(trace, (int) riders, settings.copySpacingM()), settings);
    }

    public Trace trace() {
        return copies.trace();
    }
}
