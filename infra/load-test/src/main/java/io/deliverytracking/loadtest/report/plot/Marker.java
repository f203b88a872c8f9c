package io.deliverytracking.loadtest.report.plot;

import io.deliverytracking.loadtest.report.html.Tag;

/** The shape of a point: tells lines apart where colours don't. */
public enum Marker {
    CIRCLE {
        @Override
        Tag at(double x, double y, double radius) {
            return Tag.of("circle").with("cx", x).with("cy", y).with("r", radius);
        }
    },
    SQUARE {
        @Override
        Tag at(double x, double y, double radius) {
            double half = radius * 0.9;
            return Tag.of("rect")
                    .with("x", x - half)
                    .with("y", y - half)
                    .with("width", 2 * half)
                    .with("height", 2 * half);
        }
    },
    DIAMOND {
        @Override
        Tag at(double x, double y, double radius) {
            double r = radius * 1.25;
            return polygon(x, y - r, x + r, y, x, y + r, x - r, y);
        }
    },
    TRIANGLE {
        @Override
        Tag at(double x, double y, double radius) {
            double r = radius * 1.2;
            return polygon(x, y - r, x + r, y + r * 0.8, x - r, y + r * 0.8);
        }
    },
    WEDGE {
        @Override
        Tag at(double x, double y, double radius) {
            double r = radius * 1.2;
            return polygon(x, y + r, x + r, y - r * 0.8, x - r, y - r * 0.8);
        }
    };

    abstract Tag at(double x, double y, double radius);

    private static Tag polygon(double... coordinates) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < coordinates.length; i += 2) {
            points.append(i == 0 ? "" : " ")
                    .append(Tag.tenths(coordinates[i]))
                    .append(',')
                    .append(Tag.tenths(coordinates[i + 1]));
        }
        return Tag.of("polygon").with("points", points.toString());
    }
}
