package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.domain.city.CityHour;
import io.deliverytracking.simulator.domain.fault.FaultCounts;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.ReplayWorkload;
import org.jspecify.annotations.Nullable;

/**
 * What the generator thread last said about itself, a few times a second.
 *
 * @param riders riders now
 * @param ratePerRider fixes per rider and second now; 0 in a replay
 * @param elapsedMs since the session began
 * @param intended events that the schedule has demanded
 * @param taken events taken from the schedule: sent, or held back by a fault
 * @param behindEvents intended and not yet taken
 * @param lagMs how late the next event is
 * @param mostLagMs the most it ever was
 * @param ordersPlaced orders of the simulated city
 * @param ordersOpen of these, not yet delivered or cancelled
 * @param city what the day is like there; null with a replay
 * @param faults the settings now
 * @param faultCounts what they have done
 * @param replay where the replay is; null without one
 */
public record SessionSnapshot(
        int riders,
        double ratePerRider,
        long elapsedMs,
        long intended,
        long taken,
        long behindEvents,
        long lagMs,
        long mostLagMs,
        int ordersPlaced,
        int ordersOpen,
        @Nullable CityHour city,
        FaultSettings faults,
        FaultCounts faultCounts,
        ReplayWorkload.@Nullable Position replay) {}
