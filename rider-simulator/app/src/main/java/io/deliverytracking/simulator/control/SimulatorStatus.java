package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.domain.fault.FaultCounts;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.kafka.AckLatency;
import io.deliverytracking.simulator.kafka.SendCounts;
import io.deliverytracking.traces.TraceReport;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the simulator at one moment, for REST. Counts are of the current session, or of the last one.
 *
 * @param session 0 before the first one
 * @param message why the state is what it is, if there is something to say
 * @param workload {@code fleet} or {@code replay}
 * @param behind how far sending is behind its schedule
 * @param city null before the first session and with a replay
 * @param inFlight sent and neither acknowledged nor failed
 */
public record SimulatorStatus(
        SimulatorState state,
        @Nullable String message,
        long session,
        String workload,
        int riders,
        double ratePerRider,
        String partitioner,
        String acks,
        long elapsedMs,
        long intended,
        SendCounts counts,
        long inFlight,
        Behind behind,
        AckLatency ackLatency,
        Orders orders,
        @Nullable City city,
        Faults faults,
        @Nullable Replay replay,
        String ledgerDirectory) {

    /** Events due and not sent, and how late the next one is, now and at worst. */
    public record Behind(long events, long lagMs, long mostLagMs) {}

    public record Orders(int placed, int open) {}

    /**
     * What the day is like in the city.
     *
     * @param timeOfDay hours and minutes
     * @param timeFactor how many times faster than real time it goes
     * @param demand orders now, as a multiple of the day's mean
     */
    public record City(String timeOfDay, double timeFactor, double demand) {}

    public record Faults(FaultSettings settings, FaultCounts counts) {}

    /**
     * How far a replay has come. There before the start, too, once the files have been read.
     *
     * @param file what is replayed: its first path, and how many more
     * @param loop whether it begins anew at its end
     * @param round how often it has come to its end
     * @param copies how often each rider of the trace rides, itself included; the last copy may be in part
     * @param riders copies included
     * @param replayed fixes sent so far
     * @param total fixes of one round, copies included
     * @param eventTimeMs what the trace's clock says now, between two fixes too
     * @param percent of this round, by that clock
     * @param nextFixInMs in how many milliseconds the next fix comes; 0 when it is due, null when none will come
     */
    public record Replay(
            String file,
            double speedUp,
            boolean loop,
            long round,
            int copies,
            int riders,
            long replayed,
            long total,
            long eventTimeMs,
            double percent,
            @Nullable Long nextFixInMs,
            TraceReport trace) {}
}
