package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a city grows along, before any block is cut: river banks, ring roads, arterials from the centre outwards, bridges,
 * and the limit of it all.
 *
 * <pre>
 *          \     |     /            Arterials keep away from the river's direction: there the quays lead out of
 *       ----\--ring---/----         town. One that meets the river at a flat angle ends at the quay; the others
 *      quay  \   |   /              cross it on a bridge. Between them further bridges, every few hundred metres
 *   ==========[bridges]==========   downtown.
 *      quay  /   |   \
 * </pre>
 */
final class Skeleton {

    /** A bridge is at most this many times as long as the river is half wide: sharper than 40 degrees is no crossing. */
    private static final double FLATTEST_CROSSING = 3.2;

    private final Dice dice;
    private final Extent extent;
    private final River river;
    private final List<Line> lines = new ArrayList<>();
    private final List<Double> bridgesAt = new ArrayList<>();
    private final double wobble1;
    private final double wobble2;

    private Skeleton(Dice dice, Extent extent, River river) {
        this.dice = dice;
        this.extent = extent;
        this.river = river;
        this.wobble1 = dice.between(0, 2 * Math.PI);
        this.wobble2 = dice.between(0, 2 * Math.PI);
    }

    static List<Line> draw(Dice dice, Extent extent, River river) {
        return new Skeleton(dice, extent, river).draw();
    }

    private List<Line> draw() {
        addLoop(LineKind.LIMIT, 0.9 * extent.radius(), 0.6, 160);
        addQuays();
        if (extent.hasRings()) {
            addLoop(LineKind.RING, extent.outerRing(), 1, 96);
            addLoop(LineKind.RING, extent.innerRing(), 0.8, 56);
            addLoop(LineKind.COLLECTOR, extent.plazaRadius(), 0, 14);
        }
        addArterials();
        addBridges();
        return lines;
    }

    /** Begins and ends off the river. */
    private void addLoop(LineKind kind, double radius, double wobble, int points) {
        Line line = new Line(kind);
        double start = StrictMath.atan2(river.directionY(), river.directionX()) + Math.PI / 2;
        for (int i = 0; i < points; i++) {
            double angle = start + 2 * Math.PI * i / points;
            double r = radius
                    * (1
                            + wobble * 0.055 * StrictMath.sin(2 * angle + wobble1)
                            + wobble * 0.04 * StrictMath.sin(3 * angle + wobble2 + radius));
            line.to(StrictMath.cos(angle) * r, StrictMath.sin(angle) * r);
        }
        addWithBridges(line.closed());
    }

    /** Each with the water on its left: the left bank upstream, the right bank downstream. */
    private void addQuays() {
        int pieces = 150;
        double step = 2 * river.halfLength() / pieces;
        Line left = new Line(LineKind.QUAY);
        Line right = new Line(LineKind.QUAY);
        for (int i = 0; i <= pieces; i++) {
            double down = -river.halfLength() + i * step;
            right.to(river.x(down, -quay(down)), river.y(down, -quay(down)));
            left.to(river.x(-down, quay(-down)), river.y(-down, quay(-down)));
        }
        lines.add(left);
        lines.add(right);
    }

    private double quay(double s) {
        return river.halfWidth(s) + extent.quaySetback();
    }

    private void addArterials() {
        double riverAngle = StrictMath.atan2(river.directionY(), river.directionX());
        int perSide = extent.hasRings() ? 5 : 3;
        double margin = Math.toRadians(24);
        double gap = (Math.PI - 2 * margin) / (perSide - 1);
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < perSide; i++) {
                double angle = riverAngle + side * Math.PI + margin + gap * (i + dice.between(-0.17, 0.17));
                // The odd ones begin at the inner ring, so that the middle is not all arterials.
                boolean fromCentre = !extent.hasRings() || i % 2 == 0;
                addArterial(angle, fromCentre ? 0.8 * extent.plazaRadius() : 0.8 * extent.innerRing());
            }
        }
        // Ways out between them, where the sectors have grown wide.
        for (int i = 0; i < 2 * (perSide - 1) && extent.hasRings(); i++) {
            int side = i / (perSide - 1);
            double between = i % (perSide - 1) + 0.5 + dice.between(-0.12, 0.12);
            if (dice.chance(0.6)) {
                addArterial(riverAngle + side * Math.PI + margin + gap * between, 0.85 * extent.outerRing());
            }
        }
    }

    private void addArterial(double angle, double from) {
        Line line = new Line(LineKind.ARTERIAL);
        double phase = dice.between(0, 2 * Math.PI);
        double bend = dice.between(0.03, 0.09);
        int pieces = 60;
        double to = 0.96 * extent.radius();
        for (int i = 0; i <= pieces; i++) {
            double r = from + (to - from) * i / pieces;
            double a = angle + bend * StrictMath.sin(5 * r / extent.radius() + phase) * r / extent.radius();
            line.to(StrictMath.cos(a) * r, StrictMath.sin(a) * r);
        }
        addWithBridges(line);
    }

    /**
     * Leaves out where the line would cross the river at a flat angle, or too near to another bridge. The ends reach into the water;
     * they are taken away with everything that dangles.
     */
    private void addWithBridges(Line line) {
        Line dry = new Line(line.kind()).to(line.x(0), line.y(0));
        @Nullable Line wet = null;
        double lastX = line.x(0);
        double lastY = line.y(0);
        for (int i = 1; i < line.size(); i++) {
            double fromX = line.x(i - 1);
            double fromY = line.y(i - 1);
            double length = CityGeometry.distance(fromX, fromY, line.x(i), line.y(i));
            int steps = 1 + (int) (length / (0.4 * river.halfWidth(river.s(fromX, fromY))));
            for (int step = 1; step <= steps; step++) {
                double x = fromX + (line.x(i) - fromX) * step / steps;
                double y = fromY + (line.y(i) - fromY) * step / steps;
                if (isBetweenQuays(x, y)) {
                    wet = wet == null ? new Line(line.kind()) : wet;
                    wet.to(x, y);
                } else {
                    if (wet != null && mayCross(wet)) {
                        bridgesAt.add(river.s(x, y));
                    } else if (wet != null) {
                        lines.add(dry.to(wet.x(0), wet.y(0)));
                        dry = new Line(line.kind()).to(lastX, lastY);
                    }
                    wet = null;
                    if (step == steps) {
                        dry.to(x, y);
                    }
                }
                lastX = x;
                lastY = y;
            }
        }
        lines.add(dry);
    }

    private boolean mayCross(Line wet) {
        int last = wet.size() - 1;
        double length = CityGeometry.distance(wet.x(0), wet.y(0), wet.x(last), wet.y(last));
        double s = river.s(wet.x(0), wet.y(0));
        return length < FLATTEST_CROSSING * quay(s) && isFarFromBridges(s, 0.5 * bridgeSpacing(s));
    }

    private boolean isBetweenQuays(double x, double y) {
        return Math.abs(river.distance(x, y)) < quay(river.s(x, y));
    }

    private boolean isFarFromBridges(double s, double spacing) {
        return bridgesAt.stream().allMatch(at -> Math.abs(at - s) >= spacing);
    }

    private double bridgeSpacing(double s) {
        double fromCentre = CityGeometry.distance(river.x(s, 0), river.y(s, 0), 0, 0);
        double downtown = Math.max(110, Math.min(480, 0.036 * extent.radius()));
        return downtown * (1 + 2 * fromCentre / extent.core());
    }

    private void addBridges() {
        double end = 0.88 * extent.radius();
        double s = -end;
        while (s < end) {
            double spacing = bridgeSpacing(s);
            if (isFarFromBridges(s, 0.7 * spacing)) {
                double reach = quay(s) + 1;
                lines.add(new Line(LineKind.COLLECTOR)
                        .to(river.x(s, reach), river.y(s, reach))
                        .to(river.x(s, -reach), river.y(s, -reach)));
                bridgesAt.add(s);
            }
            s += spacing * dice.between(0.25, 0.5);
        }
    }
}
