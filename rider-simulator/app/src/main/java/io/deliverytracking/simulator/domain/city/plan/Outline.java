package io.deliverytracking.simulator.domain.city.plan;

/**
 * A named or nameless area: the corners of a polygon, which closes by itself. Metres east and north of the centre.
 *
 * @param name empty for none
 */
public record Outline(String name, float[] x, float[] y) {

    public Outline {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException(x.length + " and " + y.length + " coordinates are no area");
        }
    }

    public int corners() {
        return x.length;
    }

    /** Whether a point lies inside; on the edge it may or may not. */
    public boolean contains(double atX, double atY) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > atY != y[j] > atY && atX < (x[j] - x[i]) * (atY - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
