package io.deliverytracking.loadtest.application.load;

/**
 * A stretch of time with one rate.
 *
 * @param name as in the results: {@code warm-up}, {@code load}, {@code spike}
 * @param measured whether the latencies of its events count
 */
public record Phase(String name, double seconds, int eventsPerSecond, boolean measured) {

    private static final double MAX_SECONDS = 86_400;
    private static final int MAX_EVENTS_PER_SECOND = 10_000_000;

    public Phase {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a phase without a name");
        }
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException(
                    "phase " + name + ": seconds " + seconds + " are not above 0 and up to 86400");
        }
        if (eventsPerSecond < 0 || eventsPerSecond > MAX_EVENTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "phase " + name + ": eventsPerSecond " + eventsPerSecond + " is outside of 0 to 10000000");
        }
    }

    /** How many events are due in it: the first at its start, none at its end. */
    long events() {
        return (long) Math.ceil(seconds * eventsPerSecond - 1e-6);
    }

    /** When event {@code index} of this phase is due; a product, so no error adds up. Nanoseconds from the phase's start. */
    long dueNs(long index) {
        return (long) (index * 1e9 / eventsPerSecond);
    }

    long lengthNs() {
        return (long) (seconds * 1e9);
    }
}
