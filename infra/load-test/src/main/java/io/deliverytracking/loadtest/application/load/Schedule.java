package io.deliverytracking.loadtest.application.load;

import java.util.List;

/**
 * When each event is due, phase after phase: an open loop, which nothing that happens to earlier events can slow down.
 *
 * <pre>
 *  start            warm-up                 load                      end
 *    |  .   .   .   .   .   .   .   |  ........................  |
 *       event j of a phase is due at the phase's start + j / rate
 * </pre>
 *
 * <p>Threading: the generator's thread. Units: nanoseconds of {@link System#nanoTime()}.
 */
final class Schedule {

    private final List<Phase> phases;
    private int current;
    private long phaseStartNs;
    private long index;
    private long nextDueNs;

    Schedule(List<Phase> phases, long startNs) {
        this.phases = List.copyOf(phases);
        phaseStartNs = startNs;
        settle();
    }

    /** Whether an event is left. */
    boolean hasNext() {
        return current < phases.size();
    }

    /** When the next event is due. */
    long nextDueNs() {
        return nextDueNs;
    }

    /** The phase of the next event. */
    Phase phase() {
        return phases.get(current);
    }

    /** Goes on to the event after the next one. */
    void advance() {
        index++;
        settle();
    }

    /** Leaves phases without events left behind. */
    private void settle() {
        while (current < phases.size() && index >= phases.get(current).events()) {
            phaseStartNs += phases.get(current).lengthNs();
            current++;
            index = 0;
        }
        if (current < phases.size()) {
            nextDueNs = phaseStartNs + phases.get(current).dueNs(index);
        }
    }
}
