package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.domain.fault.FaultCounts;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.TraceReport;
import io.deliverytracking.simulator.kafka.AckLatency;
import io.deliverytracking.simulator.kafka.SendCounts;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the simulator at one moment, for REST. Counts are of the current session, or of the last one.
 *
 * @param session 0 before the first one
 * @param message why the state is what it is, if there is something to say
 * @param workload {@code fleet} or {@code replay}
 * @param behind how far sending is behind its schedule
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
        Faults faults,
        @Nullable Replay replay,
        String ledgerDirectory) {

    /** Events due and not sent, and how late the next one is, now and at worst. */
    public record Behind(long events, long lagMs, long mostLagMs) {}

    public record Orders(int placed, int open) {}

    public record Faults(FaultSettings settings, FaultCounts counts) {}

    /**
     * How far the replay of a file has come.
     *
     * @param replayed fixes sent so far
     * @param total fixes of the file
     * @param eventTimeMs where in the file's time the replay is
     */
    public record Replay(String file, double speedUp, long replayed, long total, long eventTimeMs, TraceReport trace) {}
}
