package io.deliverytracking.simulator.domain.city.wire;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.plan.Outline;
import io.deliverytracking.simulator.domain.city.street.Places;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.List;

/**
 * Writes a plan in the form that the package describes. The same plan gives the same bytes.
 *
 * <p>Stretches of one class that go on in about the same direction become one line, each is in one line only: that halves the bytes and
 * spares who draws it most of the caps.
 */
public final class NetworkWriter {

    public static final int VERSION = 1;

    private static final byte[] MAGIC = {'D', 'T', 'C', 'N'};
    private static final int WATER = 1;
    private static final int PARK = 2;
    private static final int DISTRICT = 3;
    private static final int STREET = 4;
    private static final int BRIDGE = 5;
    private static final int RESTAURANTS = 6;
    private static final int FULL_CIRCLE_E6 = 360_000_000;

    private final WireBuffer body = new WireBuffer();
    private final CityPlane plane;
    private final Bounds bounds;
    private int sections;

    /** The last point of the section at hand, in 1e-6 degrees. */
    private int latitudeE6;

    private int longitudeE6;

    private NetworkWriter(CityPlane plane) {
        this.plane = plane;
        this.bounds = Bounds.of(plane);
    }

    public static byte[] write(CityPlan plan) {
        NetworkWriter writer = new NetworkWriter(plan.plane());
        writer.writeSections(plan);
        return writer.finish();
    }

    private byte[] finish() {
        WireBuffer out = new WireBuffer();
        out.bytes(MAGIC);
        out.u16(VERSION);
        out.u16(sections);
        out.u32(bounds.southE7());
        out.u32(bounds.westE7());
        out.u32(bounds.northE7());
        out.u32(bounds.eastE7());
        out.bytes(body.toBytes());
        return out.toBytes();
    }

    private void writeSections(CityPlan plan) {
        writeAreas(WATER, plan.water());
        writeAreas(PARK, plan.parks());
        writeAreas(DISTRICT, plan.districts());
        StreetNetwork streets = plan.streets();
        Lines lines = new Lines(streets);
        for (boolean bridge : new boolean[] {false, true}) {
            for (StreetClass streetClass : StreetClass.values()) {
                List<int[]> ofClass = lines.of(streetClass, bridge);
                if (!ofClass.isEmpty()) {
                    writeLines(bridge ? BRIDGE : STREET, streetClass.rank(), streets, ofClass);
                }
            }
        }
        writeRestaurants(plan.restaurants(), plan.restaurantNames());
    }

    private void writeAreas(int kind, List<Outline> areas) {
        int lengthAt = beginSection(kind, 0, areas.size());
        for (Outline area : areas) {
            body.text(area.name());
            body.varint(area.corners());
            for (int i = 0; i < area.corners(); i++) {
                writePoint(area.x()[i], area.y()[i]);
            }
        }
        endSection(lengthAt);
    }

    private void writeLines(int kind, int rank, StreetNetwork streets, List<int[]> lines) {
        int lengthAt = beginSection(kind, rank, lines.size());
        for (int[] nodes : lines) {
            body.text("");
            body.varint(nodes.length);
            for (int node : nodes) {
                writePoint(streets.x(node), streets.y(node));
            }
        }
        endSection(lengthAt);
    }

    private void writeRestaurants(Places restaurants, List<String> names) {
        int lengthAt = beginSection(RESTAURANTS, 0, restaurants.count());
        for (int i = 0; i < restaurants.count(); i++) {
            body.text(names.get(i));
            body.varint(1);
            writePoint(restaurants.x(i), restaurants.y(i));
        }
        endSection(lengthAt);
    }

    private int beginSection(int kind, int rank, int features) {
        sections++;
        body.u8(kind);
        body.u8(rank);
        body.u16(0);
        int lengthAt = body.size();
        body.u32(0);
        body.varint(features);
        latitudeE6 = Math.floorDiv(bounds.southE7(), 10);
        longitudeE6 = Math.floorDiv(bounds.westE7(), 10);
        return lengthAt;
    }

    private void endSection(int lengthAt) {
        body.u32At(lengthAt, body.size() - lengthAt - Integer.BYTES);
    }

    private void writePoint(float x, float y) {
        int nextLatitude = (int) Math.round(plane.latitudeE7(y) / 10.0);
        int nextLongitude = (int) Math.round(plane.longitudeE7(x) / 10.0);
        body.zigzag(nextLatitude - latitudeE6);
        body.zigzag(shortWay(nextLongitude - longitudeE6));
        latitudeE6 = nextLatitude;
        longitudeE6 = nextLongitude;
    }

    /** A step over the date line is a small one. */
    private static int shortWay(int deltaE6) {
        if (deltaE6 > FULL_CIRCLE_E6 / 2) {
            return deltaE6 - FULL_CIRCLE_E6;
        }
        return deltaE6 < -FULL_CIRCLE_E6 / 2 ? deltaE6 + FULL_CIRCLE_E6 : deltaE6;
    }
}
