package io.deliverytracking.loadtest.report.plot;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.List;

/** The rectangle between the axes of a plot, in the drawing's units, and what lies behind its lines. */
record Area(double left, double top, double right, double bottom, Scale horizontal, Scale vertical) {

    static final double WIDTH = 400;

    double x(double value) {
        return left + horizontal.place(value) * (right - left);
    }

    double y(double value) {
        return bottom - vertical.place(value) * (bottom - top);
    }

    /** The outermost element: an image for those who hear the page, and the scales for the script that reads values back. */
    Tag image(double height, String seen) {
        return Tag.of("svg")
                .with("class", "plot")
                .with("viewBox", "0 0 " + Tag.tenths(WIDTH) + " " + Tag.tenths(height))
                .with("role", "img")
                .with("aria-label", seen)
                .with("data-x", described(horizontal, left, right))
                .with("data-y", described(vertical, bottom, top));
    }

    private static String described(Scale scale, double begin, double end) {
        return String.join(
                " ",
                scale.kind(),
                scale.unit().name(),
                Double.toString(scale.from()),
                Double.toString(scale.to()),
                Tag.tenths(begin),
                Tag.tenths(end));
    }

    Tag verticalGrid() {
        Tag grid = Tag.of("g").with("class", "grid");
        for (Tick tick : vertical.ticks()) {
            double y = y(tick.value());
            grid.add(line(left, y, right, y).with("class", tick.label().isEmpty() ? "minor" : "major"));
            if (!tick.label().isEmpty()) {
                grid.add(words("tick end", left - 5, y + 4, tick.label()));
            }
        }
        return grid;
    }

    Tag horizontalGrid(String name) {
        Tag grid = Tag.of("g").with("class", "grid");
        List<Tick> ticks = horizontal.ticks();
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double x = x(tick.value());
            grid.add(line(x, top, x, bottom).with("class", tick.label().isEmpty() ? "minor" : "major"));
            double half = TextWidth.of(tick.label()) / 2;
            if (!tick.label().isEmpty() && x - half > free) {
                grid.add(words("tick middle", x, bottom + 15, tick.label()));
                free = x + half + 2;
            }
        }
        return grid.add(words("axis end", Math.max(right, left + TextWidth.of(name)), bottom + 28, name));
    }

    static Tag line(double x1, double y1, double x2, double y2) {
        return Tag.of("line").with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
    }

    static Tag words(String kind, double x, double y, String words) {
        return Tag.of("text", words).with("class", kind).with("x", x).with("y", y);
    }
}
