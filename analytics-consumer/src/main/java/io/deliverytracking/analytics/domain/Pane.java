package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellCounts;
import io.deliverytracking.analytics.domain.cell.CellDirectory;
import io.deliverytracking.analytics.domain.cell.CellFigures;
import io.deliverytracking.analytics.domain.sketch.DistinctSketch;
import io.deliverytracking.analytics.domain.sketch.QuantileSketch;
import io.deliverytracking.events.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sums of one stretch of event time. Seconds are filled event by event; longer windows are merged from seconds, so
 * that an event costs one update however many window sizes there are.
 *
 * <p>Riders are counted exactly, as two sets a zone, those with an order and those without; a rider who was in two zones
 * counts in both, and once in the total.
 *
 * <p>Bounds, at 100,000 riders: 0.4 MB for the cells, 0.1 MB for the sets, 20 KB for the sketches.
 *
 * <p>Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // Counters indexed by zone and state, which never leave the process.
final class Pane {

    private static final int STATES = OrderState.values().length;

    private final ZoneCounts[] zones = new ZoneCounts[Zone.values().length];
    private final DistinctSketch riders = new DistinctSketch();
    private final CellCounts cells = new CellCounts();
    private final long[] ordersByState = new long[STATES];
    private final StageTimes stages = new StageTimes();

    Pane() {
        Arrays.setAll(zones, zone -> new ZoneCounts());
    }

    /** @param cell index of the rider's cell in the directory */
    void addFix(int riderId, int riderSlot, Zone zone, int cell, boolean idle, int speedCmS) {
        zones[zone.ordinal()].addFix(riderSlot, idle, speedCmS);
        riders.add(riderId);
        cells.add(cell, riderSlot, speedCmS);
    }

    /** Counts a step that has not been counted before. */
    void addOrderStep(OrderState state, Zone zone) {
        ordersByState[state.ordinal()]++;
        zones[zone.ordinal()].addOrderStep(state);
    }

    void addStage(DeliveryStage stage, long durationMs) {
        stages.add(stage, durationMs);
    }

    /** Seconds share no order step, since a repeated step has its event time again: sums are enough. */
    void merge(Pane other) {
        for (int zone = 0; zone < zones.length; zone++) {
            zones[zone].merge(other.zones[zone]);
        }
        riders.merge(other.riders);
        cells.merge(other.cells);
        for (int state = 0; state < STATES; state++) {
            ordersByState[state] += other.ordersByState[state];
        }
        stages.merge(other.stages);
    }

    WindowResult result(WindowSize size, long startSecond, OrderBook orders, Refused refused) {
        RiderSet allRiders = new RiderSet();
        QuantileSketch allSpeeds = new QuantileSketch();
        List<ZoneResult> zoneResults = new ArrayList<>(zones.length);
        for (Zone zone : Zone.values()) {
            ZoneCounts counts = zones[zone.ordinal()];
            counts.addTo(allRiders, allSpeeds);
            zoneResults.add(counts.result(orders.open(zone)));
        }
        return new WindowResult(
                size,
                startSecond * 1_000,
                allRiders.size(),
                riders.estimate(),
                allSpeeds.quantiles(),
                List.copyOf(zoneResults),
                Arrays.stream(ordersByState).boxed().toList(),
                stages.result(),
                refused);
    }

    CellFigures cells(CellDirectory directory) {
        return cells.figures(directory);
    }
}
