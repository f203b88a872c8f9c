package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;

/** Plans a city: the same plane and seed give the same city on every machine. */
public final class CityPlanner {

    private CityPlanner() {}

    public static CityPlan plan(CityPlane plane, long seed) {
        Dice dice = new Dice(seed);
        Extent extent = Extent.of(plane);
        River river = new River(dice.fork(), extent, 1.3 * extent.plazaRadius() + 0.02 * extent.radius());
        PlanarMap map = Arrangement.of(Skeleton.draw(dice.fork(), extent, river), extent.shortestStreet());
        Density density = new Density(dice.fork(), extent);
        Blocks blocks = new Blocks(map, extent, density, dice.fork());
        blocks.cut();
        Warp warp = new Warp(dice.fork(), extent);
        StreetNetwork streets = Streets.of(map, blocks, extent, warp);
        Areas areas = new Areas(map, blocks, extent, river, warp, dice.fork());
        Sites sites = new Sites(streets, density, extent, dice.fork());
        return new CityPlan(
                plane,
                streets,
                areas.water(),
                areas.parks(),
                Districts.of(map, blocks, extent, river, warp, dice.fork()),
                sites.restaurants(extent.restaurants(), dice.fork()),
                Sites.names(extent.restaurants(), dice.fork()),
                sites.homesPerMetre());
    }
}
