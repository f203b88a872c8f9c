package io.deliverytracking.analytics.domain;

import io.deliverytracking.events.Zone;
import java.util.HashSet;
import java.util.Set;

/**
 * The sums of one stretch of event time. Seconds are filled event by event; longer windows are merged from seconds, so
 * that an event costs one update however many window sizes there are.
 *
 * <p>Riders are counted exactly, as one set a zone; a rider who was in two zones counts in both, and once in the total.
 *
 * <p>Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // Counters indexed by zone and state, which never leave the process.
final class Pane {

    private static final int ZONES = Zone.values().length;
    private static final int STATES = OrderState.values().length;

    private long events;
    private long speedSumCmS;
    private final RiderSet[] ridersByZone = new RiderSet[ZONES];
    private final Set<Long> orderSteps = new HashSet<>();
    private final long[] ordersByState = new long[STATES];

    Pane() {
        for (int zone = 0; zone < ZONES; zone++) {
            ridersByZone[zone] = new RiderSet();
        }
    }

    void addFix(int riderSlot, Zone zone, int speedCmS) {
        events++;
        speedSumCmS += speedCmS;
        ridersByZone[zone.ordinal()].add(riderSlot);
    }

    /** Adds a step that may have been added before: a producer may repeat it, with the same event time. */
    void addOrderStep(long orderId, OrderState state) {
        if (orderSteps.add(orderId * STATES + state.ordinal())) {
            ordersByState[state.ordinal()]++;
        }
    }

    void merge(Pane other) {
        events += other.events;
        speedSumCmS += other.speedSumCmS;
        for (int zone = 0; zone < ZONES; zone++) {
            ridersByZone[zone].addAll(other.ridersByZone[zone]);
        }
        // Seconds share no step, since a repeated step has its event time again: sums are enough.
        for (int state = 0; state < STATES; state++) {
            ordersByState[state] += other.ordersByState[state];
        }
    }

    WindowResult result(WindowSize size, long startSecond) {
        int[] riders = new int[ZONES];
        for (int zone = 0; zone < ZONES; zone++) {
            riders[zone] = ridersByZone[zone].size();
        }
        return new WindowResult(
                size,
                startSecond * 1_000,
                events,
                RiderSet.sizeOfUnion(ridersByZone),
                speedSumCmS,
                riders,
                ordersByState.clone());
    }
}
