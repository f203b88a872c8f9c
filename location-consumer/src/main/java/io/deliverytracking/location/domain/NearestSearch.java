package io.deliverytracking.location.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The k riders nearest to a point, exactly.
 *
 * <p>Looks within a small radius and doubles it until k riders lie inside. Every rider within the radius is a candidate of
 * the box around it, so once k are found within the radius nobody outside of it can be nearer. Doubling visits at most
 * about four thirds of what the last round alone would; when a round would touch more cells than have riders, it goes
 * straight to the largest radius.
 *
 * <p>Keeps the k best in a heap with the farthest on top. Riders at the same distance rank by rider id, so that an answer
 * does not depend on the order of insertion.
 *
 * <p>Threading: one search is one object, used under the lock of {@link LiveMap}.
 */
final class NearestSearch {

    private static final double FIRST_RADIUS_M = 250;

    private final RiderTable riders;
    private final GridIndex grid;
    private final int latitudeE7;
    private final int longitudeE7;
    private final int[] slots;
    private final double[] distancesM;
    private int found;

    NearestSearch(RiderTable riders, GridIndex grid, int latitudeE7, int longitudeE7, int count) {
        this.riders = riders;
        this.grid = grid;
        this.latitudeE7 = latitudeE7;
        this.longitudeE7 = longitudeE7;
        this.slots = new int[count];
        this.distancesM = new double[count];
    }

    /** Nearest first; fewer than asked for if no more lie within {@code maxDistanceM}. */
    List<NearRider> within(double maxDistanceM) {
        double radiusM = Math.min(FIRST_RADIUS_M, maxDistanceM);
        while (true) {
            GeoBox box = GeoBox.around(latitudeE7, longitudeE7, radiusM);
            if (grid.isWiderThanOccupied(box)) {
                radiusM = maxDistanceM;
                box = GeoBox.around(latitudeE7, longitudeE7, radiusM);
            }
            collect(box, radiusM);
            if (found == slots.length || radiusM >= maxDistanceM) {
                return drain();
            }
            radiusM = Math.min(radiusM * 2, maxDistanceM);
        }
    }

    private void collect(GeoBox box, double radiusM) {
        found = 0;
        grid.forEachCandidate(box, slot -> {
            double distanceM = GreatCircle.distanceM(
                    latitudeE7, longitudeE7, riders.latitudeE7At(slot), riders.longitudeE7At(slot));
            if (distanceM <= radiusM) {
                offer(slot, distanceM);
            }
        });
    }

    private void offer(int slot, double distanceM) {
        if (found < slots.length) {
            int i = found++;
            while (i > 0 && isFarther(slot, distanceM, (i - 1) / 2)) {
                set(i, slots[(i - 1) / 2], distancesM[(i - 1) / 2]);
                i = (i - 1) / 2;
            }
            set(i, slot, distanceM);
        } else if (!isFarther(slot, distanceM, 0)) {
            sink(slot, distanceM);
        }
    }

    /** Puts an entry at the top in place of the farthest and lets it sink. */
    private void sink(int slot, double distanceM) {
        int i = 0;
        while (true) {
            int child = 2 * i + 1;
            if (child >= found) {
                break;
            }
            if (child + 1 < found && isFarther(slots[child + 1], distancesM[child + 1], child)) {
                child++;
            }
            if (isFarther(slot, distanceM, child)) {
                break;
            }
            set(i, slots[child], distancesM[child]);
            i = child;
        }
        set(i, slot, distanceM);
    }

    private List<NearRider> drain() {
        List<NearRider> farthestFirst = new ArrayList<>(found);
        while (found > 0) {
            farthestFirst.add(new NearRider(riders.copyOf(slots[0]), distancesM[0]));
            found--;
            sink(slots[found], distancesM[found]);
        }
        Collections.reverse(farthestFirst);
        return farthestFirst;
    }

    private boolean isFarther(int slot, double distanceM, int thanEntry) {
        int byDistance = Double.compare(distanceM, distancesM[thanEntry]);
        return byDistance > 0 || (byDistance == 0 && riders.riderIdAt(slot) > riders.riderIdAt(slots[thanEntry]));
    }

    private void set(int entry, int slot, double distanceM) {
        slots[entry] = slot;
        distancesM[entry] = distanceM;
    }
}
