package io.deliverytracking.simulator.domain;

import io.deliverytracking.events.v1.RestaurantUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps everything that leaves the domain, and numbers the fixes of each rider. */
public final class RecordingOutlet implements Outlet, SequenceSource {

    public final List<Fix> locations = new ArrayList<>();
    public final List<Fix> copies = new ArrayList<>();
    public final List<RestaurantUpdate> orders = new ArrayList<>();

    /** Locations and copies, as they left. */
    public final List<Fix> all = new ArrayList<>();

    private final Map<Integer, Integer> sequences = new HashMap<>();

    @Override
    public void location(Fix fix) {
        locations.add(fix.copy());
        all.add(fix.copy());
    }

    @Override
    public void copy(Fix fix) {
        copies.add(fix.copy());
        all.add(fix.copy());
    }

    @Override
    public void order(RestaurantUpdate update) {
        orders.add(update);
    }

    @Override
    public int next(int rider, int riderId) {
        return sequences.merge(riderId, 1, Integer::sum) - 1;
    }

    /** All numbers of a fix: equal texts are equal events. */
    public static String text(Fix fix) {
        return fix.riderId + "/" + fix.sequence + "@" + fix.intendedNs + " " + fix.eventTimeMs + " " + fix.orderId + " "
                + fix.latitudeE7 + "," + fix.longitudeE7 + " " + fix.speedCmS + " " + fix.headingDeg + " "
                + fix.accuracyM
                + " " + fix.status;
    }
}
