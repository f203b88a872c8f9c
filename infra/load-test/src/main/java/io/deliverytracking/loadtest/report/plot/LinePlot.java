package io.deliverytracking.loadtest.report.plot;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.ArrayList;
import java.util.List;

/** Lines over one another, each with its name at its end, on top of bands and bounds. Mutable until it is drawn. */
public final class LinePlot {

    private static final double NAME = 18;
    private static final double BAND_NAMES = 14;
    private static final double MARK_NAMES = 12;
    private static final double LEFT = 46;
    private static final double BELOW = 34;
    private static final double LABEL_GAP = 13;
    private static final double WIDEST_LABEL = 118;

    private final Scale horizontal;
    private final Scale vertical;
    private final String horizontalName;
    private final String verticalName;
    private final List<Series> series = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<Bound> bounds = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private String diagonal = "";
    private double height = 240;

    /** A value that is not to be exceeded. */
    private record Bound(double value, String label) {}

    /** Names say what the axes count and in which unit, where the ticks don't. */
    public LinePlot(Scale horizontal, String horizontalName, Scale vertical, String verticalName) {
        this.horizontal = horizontal;
        this.horizontalName = horizontalName;
        this.vertical = vertical;
        this.verticalName = verticalName;
    }

    public LinePlot add(Series line) {
        series.add(line);
        return this;
    }

    public LinePlot addBands(List<Band> stretches) {
        bands.addAll(stretches);
        return this;
    }

    public LinePlot addMarks(List<Mark> moments) {
        marks.addAll(moments);
        return this;
    }

    public LinePlot bound(double value, String label) {
        bounds.add(new Bound(value, label));
        return this;
    }

    /** Draws where both axes say the same. */
    public LinePlot diagonal(String label) {
        diagonal = label;
        return this;
    }

    public LinePlot height(double units) {
        height = units;
        return this;
    }

    /** The drawing. {@code seen} is the sentence for those who don't see it. */
    public Tag drawn(String seen) {
        double gutter = series.stream()
                .mapToDouble(line -> TextWidth.of(line.label()))
                .max()
                .orElse(0);
        double right = Area.WIDTH - Math.max(14, Math.min(gutter, WIDEST_LABEL) + 14);
        Area area = new Area(LEFT, top(), right, height - BELOW, horizontal, vertical);
        Tag image = area.image(height, seen);
        bands.forEach(band -> drawBand(image, area, band));
        image.add(area.verticalGrid()).add(area.horizontalGrid(horizontalName));
        image.add(Area.words("axis", 0, 10, verticalName));
        drawDiagonal(image, area);
        bounds.forEach(bound -> drawBound(image, area, bound));
        drawMarks(image, area);
        series.forEach(line -> image.add(drawnLine(area, line)));
        drawLabels(image, area);
        return image;
    }

    /** Every mark has its line; its name, too, where it fits above or beside it, else hovering tells. */
    private void drawMarks(Tag image, Area area) {
        double y = area.top() - (bands.isEmpty() ? 0 : BAND_NAMES) - 3;
        double free = 0;
        for (Mark mark : marks) {
            if (!horizontal.shows(mark.at())) {
                continue;
            }
            double x = area.x(mark.at());
            Tag group = Tag.of("g")
                    .with("class", "moment")
                    .add(Tag.of("title", mark.label() + " at " + Unit.SECONDS.words(mark.at()) + " s"))
                    .add(Area.line(x, y + 2, x, area.bottom()));
            double half = TextWidth.of(mark.label()) / 2;
            double middle = Math.min(Area.WIDTH - half, Math.max(free + half, x));
            if (Math.abs(middle - x) <= half) {
                group.add(Area.words("middle", middle, y, mark.label()));
                free = middle + half + 6;
            }
            image.add(group);
        }
    }

    /** The axis' name and the bands' names have lines of their own: within the plot they would meet the lines. */
    private double top() {
        return 6
                + (verticalName.isEmpty() ? 0 : NAME)
                + (bands.isEmpty() ? 0 : BAND_NAMES)
                + (marks.isEmpty() ? 0 : MARK_NAMES);
    }

    private static void drawBand(Tag image, Area area, Band band) {
        double from = Math.max(area.left(), Math.min(area.right(), area.x(band.from())));
        double to = Math.max(area.left(), Math.min(area.right(), area.x(band.to())));
        Tag group = Tag.of("g")
                .with("class", "band " + band.kind())
                .add(Tag.of("title", band.label()))
                .add(Tag.of("rect")
                        .with("x", from)
                        .with("y", area.top())
                        .with("width", Math.max(1, to - from))
                        .with("height", area.bottom() - area.top()));
        if (TextWidth.of(band.label()) <= to - from) {
            group.add(Area.words("middle", (from + to) / 2, area.top() - 4, band.label()));
        }
        image.add(group);
    }

    private void drawDiagonal(Tag image, Area area) {
        if (diagonal.isEmpty()) {
            return;
        }
        double from = Math.max(horizontal.from(), vertical.from());
        double to = Math.min(horizontal.to(), vertical.to());
        if (to > from) {
            image.add(Area.line(area.x(from), area.y(from), area.x(to), area.y(to))
                    .with("class", "diagonal"));
            image.add(Area.words("axis", area.left() + 8, area.top() + 12, diagonal));
        }
    }

    private static void drawBound(Tag image, Area area, Bound bound) {
        if (!area.vertical().shows(bound.value())) {
            return;
        }
        double y = area.y(bound.value());
        image.add(Area.line(area.left(), y, area.right(), y).with("class", "bound"));
        image.add(Area.words("bound-name halo", area.left() + 4, y - 4, bound.label()));
    }

    private static Tag drawnLine(Area area, Series line) {
        Tag group = Tag.of("g").with("class", "series " + line.style().colour()).with("data-name", line.label());
        Tag path = Tag.of("path").with("d", path(area, line.points()));
        if (!line.style().dashes().isEmpty()) {
            path.with("stroke-dasharray", line.style().dashes());
        }
        group.add(path);
        for (Point point : line.points()) {
            if (!point.words().isEmpty() && drawable(area, point)) {
                group.add(Tag.of("g")
                        .with("class", point.hollow() ? "mark hollow" : "mark")
                        .add(Tag.of("title", point.words()))
                        .add(line.style().marker().at(area.x(point.x()), area.y(point.y()), 3.4)));
            }
        }
        return group;
    }

    private static String path(Area area, List<Point> points) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (!drawable(area, point)) {
                drawing = false;
                continue;
            }
            path.append(drawing ? "L" : "M")
                    .append(Tag.tenths(area.x(point.x())))
                    .append(' ')
                    .append(Tag.tenths(area.y(point.y())));
            boolean alone = !drawing && (i + 1 == points.size() || !drawable(area, points.get(i + 1)));
            if (alone) {
                path.append("h0"); // with round caps a line without length is a dot
            }
            drawing = true;
        }
        return path.toString();
    }

    private static boolean drawable(Area area, Point point) {
        return area.horizontal().shows(point.x()) && area.vertical().shows(point.y());
    }

    private void drawLabels(Tag image, Area area) {
        List<Series> named = new ArrayList<>();
        List<Point> ends = new ArrayList<>();
        for (Series line : series) {
            for (int i = line.points().size() - 1; i >= 0; i--) {
                if (drawable(area, line.points().get(i)) && !line.label().isEmpty()) {
                    named.add(line);
                    ends.add(line.points().get(i));
                    break;
                }
            }
        }
        double[] wishes = ends.stream().mapToDouble(end -> area.y(end.y())).toArray();
        double[] places = LabelColumn.spread(wishes, LABEL_GAP, area.top() + 2, area.bottom() - 2);
        for (int i = 0; i < places.length; i++) {
            Style style = named.get(i).style();
            double x = area.x(ends.get(i).x());
            Tag group = Tag.of("g").with("class", "name " + style.colour());
            if (area.right() - x > 3 || Math.abs(places[i] - wishes[i]) > 3) {
                group.add(
                        Area.line(x + 4, wishes[i], area.right() + 7, places[i]).with("class", "leader"));
            }
            String label = named.get(i).label();
            group.add(Tag.of("text", TextWidth.within(WIDEST_LABEL, label))
                    .with("class", "halo")
                    .with("x", area.right() + 9)
                    .with("y", places[i] + 4)
                    .add(Tag.of("title", label)));
            image.add(group);
        }
    }
}
