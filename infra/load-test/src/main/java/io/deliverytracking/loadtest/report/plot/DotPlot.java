package io.deliverytracking.loadtest.report.plot;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.ArrayList;
import java.util.List;

/** One value a row on a common scale, with lesser values beside it: compares by place, which eyes do best. */
public final class DotPlot {

    private static final double TOP = 34;
    private static final double BELOW = 36;
    private static final double HEADING = 20;
    private static final double ROW = 23;
    private static final double WIDEST_LABEL = 112;
    private static final double WIDEST_WORDS = 112;

    private final Scale scale;
    private final String name;
    private final List<Group> groups = new ArrayList<>();
    private double bound = Double.NaN;
    private String boundLabel = "";

    /**
     * Rows that belong together.
     *
     * @param heading may be empty
     */
    public record Group(String heading, List<Row> rows) {}

    /**
     * One value with its name.
     *
     * @param value not finite where nothing was measured: the row then has words only
     * @param words beside the dot
     * @param lesser smaller, hollow dots: other values of the same row, with what hovering says
     * @param hover what hovering over the dot says
     */
    public record Row(String label, Style style, double value, String words, List<Point> lesser, String hover) {}

    /** @param name what the axis counts */
    public DotPlot(Scale scale, String name) {
        this.scale = scale;
        this.name = name;
    }

    public DotPlot add(Group group) {
        if (!group.rows().isEmpty()) {
            groups.add(group);
        }
        return this;
    }

    /** Up to here the values are within bounds. */
    public DotPlot bound(double value, String label) {
        bound = value;
        boundLabel = label;
        return this;
    }

    public Tag drawn(String seen) {
        double widestLabel = 0;
        double widestWords = 20;
        double bottom = TOP;
        for (Group group : groups) {
            bottom += group.heading().isEmpty() ? 0 : HEADING;
            for (Row row : group.rows()) {
                widestLabel = Math.max(widestLabel, TextWidth.of(row.label()));
                widestWords = Math.max(widestWords, TextWidth.of(row.words()));
                bottom += ROW;
            }
        }
        Area area = new Area(
                Math.min(widestLabel, WIDEST_LABEL) + 12,
                TOP,
                Area.WIDTH - Math.min(widestWords, WIDEST_WORDS) - 8,
                bottom,
                scale,
                scale);
        Tag image = area.image(bottom + BELOW, seen);
        drawBound(image, area);
        image.add(area.horizontalGrid(name));
        double y = TOP;
        for (Group group : groups) {
            if (!group.heading().isEmpty()) {
                image.add(Area.words("heading halo", 0, y + 14, group.heading()));
                y += HEADING;
            }
            for (Row row : group.rows()) {
                image.add(drawnRow(area, row, y + ROW / 2));
                y += ROW;
            }
        }
        return image;
    }

    private void drawBound(Tag image, Area area) {
        if (!scale.shows(bound)) {
            return;
        }
        double x = Math.max(area.left(), Math.min(area.right(), area.x(bound)));
        image.add(Tag.of("rect")
                .with("class", "within")
                .with("x", area.left())
                .with("y", area.top())
                .with("width", x - area.left())
                .with("height", area.bottom() - area.top()));
        image.add(Area.line(x, area.top() - 6, x, area.bottom()).with("class", "bound"));
        double half = TextWidth.of(boundLabel) / 2;
        double middle = Math.max(half, Math.min(Area.WIDTH - half, x));
        image.add(Area.words("bound-name middle", middle, area.top() - 11, boundLabel));
    }

    private Tag drawnRow(Area area, Row row, double y) {
        Tag group = Tag.of("g").with("class", "dots " + row.style().colour());
        group.add(Tag.of("text", TextWidth.within(WIDEST_LABEL, row.label()))
                .with("class", "row-name")
                .with("x", 4)
                .with("y", y + 4)
                .add(Tag.of("title", row.hover())));
        group.add(Area.line(area.left(), y, area.right(), y).with("class", "rail"));
        for (Point lesser : row.lesser()) {
            if (scale.shows(lesser.x())) {
                group.add(Tag.of("g")
                        .with("class", "lesser")
                        .add(Tag.of("title", lesser.words()))
                        .add(Marker.CIRCLE.at(area.x(lesser.x()), y, 3)));
            }
        }
        double beside = area.left();
        if (scale.shows(row.value())) {
            double x = area.x(row.value());
            beside = x + 9;
            group.add(Tag.of("g")
                    .with("class", "mark")
                    .add(Tag.of("title", row.hover()))
                    .add(row.style().marker().at(x, y, 5.4)));
        }
        return group.add(Area.words("value halo", beside, y + 4, row.words()));
    }
}
