package io.deliverytracking.simulator.domain.city.plan;

import java.util.Arrays;

/** A polyline that is being drawn; metres. */
final class Line {

    private final LineKind kind;
    private double[] x = new double[64];
    private double[] y = new double[64];
    private int size;

    Line(LineKind kind) {
        this.kind = kind;
    }

    LineKind kind() {
        return kind;
    }

    int size() {
        return size;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    Line to(double nextX, double nextY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = nextX;
        y[size] = nextY;
        size++;
        return this;
    }

    /** Back to its first point. */
    Line closed() {
        return to(x[0], y[0]);
    }
}
