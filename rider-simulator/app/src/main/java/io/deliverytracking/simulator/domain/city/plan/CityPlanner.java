package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.Optional;

/**
 * Plans a city: the same plane and seed give the same city on every machine.
 *
 * <p>Where lines run very near to each other, joining or bending them may make them cross without a junction; one drawing of a hundred
 * is thrown away for it, and the next one taken.
 */
public final class CityPlanner {

    private static final int MOST_DRAWINGS = 20;

    /** So that the second drawing of one seed is not the first of the next. */
    private static final long SEEDS_BETWEEN = 0x5eed_0000_0000L;

    private CityPlanner() {}

    public static CityPlan plan(CityPlane plane, long seed) {
        for (int drawing = 0; drawing < MOST_DRAWINGS; drawing++) {
            Optional<CityPlan> plan = draw(plane, new Dice(seed + drawing * SEEDS_BETWEEN));
            if (plan.isPresent()) {
                return plan.get();
            }
        }
        throw new IllegalStateException("no plane city in " + MOST_DRAWINGS + " drawings from seed " + seed);
    }

    private static Optional<CityPlan> draw(CityPlane plane, Dice dice) {
        Extent extent = Extent.of(plane);
        River river = new River(dice.fork(), extent, 1.3 * extent.plazaRadius() + 0.02 * extent.radius());
        Optional<PlanarMap> lines = Arrangement.of(Skeleton.draw(dice.fork(), extent, river), extent.shortestStreet());
        return lines.flatMap(map -> finish(plane, extent, river, map, dice));
    }

    private static Optional<CityPlan> finish(CityPlane plane, Extent extent, River river, PlanarMap map, Dice dice) {
        Density density = new Density(dice.fork(), extent);
        Blocks blocks = new Blocks(map, extent, density, dice.fork());
        blocks.cut();
        Warp warp = new Warp(dice.fork(), extent);
        StreetNetwork streets = Streets.of(map, blocks, extent, warp);
        if (Crossings.any(ends(streets))) {
            return Optional.empty();
        }
        Areas areas = new Areas(map, blocks, extent, river, warp);
        Sites sites = new Sites(streets, density, extent, dice.fork());
        return Optional.of(new CityPlan(
                plane,
                streets,
                areas.water(),
                areas.parks(),
                Districts.of(map, blocks, extent, river, warp, dice.fork()),
                sites.restaurants(extent.restaurants(), dice.fork()),
                Sites.names(extent.restaurants(), dice.fork()),
                sites.homesPerMetre()));
    }

    private static double[] ends(StreetNetwork streets) {
        double[] ends = new double[2 * streets.streets()];
        int i = 0;
        for (int street = 0; street < streets.streets(); street++) {
            if (street < streets.opposite(street)) {
                ends[i++] = streets.x(streets.origin(street));
                ends[i++] = streets.y(streets.origin(street));
                ends[i++] = streets.x(streets.target(street));
                ends[i++] = streets.y(streets.target(street));
            }
        }
        return ends;
    }
}
