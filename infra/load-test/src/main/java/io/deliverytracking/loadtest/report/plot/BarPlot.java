package io.deliverytracking.loadtest.report.plot;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bar a row, each of several parts, on a linear scale from zero. */
public final class BarPlot {

    private static final double LEGEND_LINE = 16;
    private static final double BELOW = 34;
    private static final double ROW = 24;
    private static final double WIDEST_LABEL = 112;
    private static final double WIDEST_WORDS = 112;

    private final Scale scale;
    private final String name;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One bar with its name.
     *
     * @param words beside the bar
     */
    public record Row(String label, List<Part> parts, String words) {}

    /**
     * What a bar is made of, from the axis on.
     *
     * @param name as the legend has it
     * @param colour class of the page's style
     * @param hover what hovering says
     */
    public record Part(String name, String colour, double value, String hover) {}

    /** @param name what the axis counts */
    public BarPlot(Scale scale, String name) {
        this.scale = scale;
        this.name = name;
    }

    public BarPlot add(Row row) {
        rows.add(row);
        return this;
    }

    public Tag drawn(String seen) {
        Tag legend = Tag.of("g").with("class", "legend");
        double top = drawLegend(legend) + 8;
        double widestLabel = rows.stream()
                .mapToDouble(row -> TextWidth.of(row.label()))
                .max()
                .orElse(0);
        double widestWords = rows.stream()
                .mapToDouble(row -> TextWidth.of(row.words()))
                .max()
                .orElse(0);
        Area area = new Area(
                Math.min(widestLabel, WIDEST_LABEL) + 10,
                top,
                Area.WIDTH - Math.max(14, Math.min(widestWords, WIDEST_WORDS) + 8),
                top + rows.size() * ROW,
                scale,
                scale);
        Tag image = area.image(area.bottom() + BELOW, seen).add(legend).add(area.horizontalGrid(name));
        for (int i = 0; i < rows.size(); i++) {
            image.add(drawnRow(area, rows.get(i), top + i * ROW));
        }
        return image;
    }

    /** Fills the legend, line by line, and says where it ends. */
    private double drawLegend(Tag legend) {
        Map<String, String> colours = new LinkedHashMap<>();
        rows.forEach(row -> row.parts().stream()
                .filter(part -> part.value() > 0)
                .forEach(part -> colours.putIfAbsent(part.name(), part.colour())));
        double x = 0;
        double y = 4;
        for (Map.Entry<String, String> entry : colours.entrySet()) {
            double width = 15 + TextWidth.of(entry.getKey()) + 8;
            if (x > 0 && x + width > Area.WIDTH) {
                x = 0;
                y += LEGEND_LINE;
            }
            legend.add(Tag.of("g")
                    .with("class", entry.getValue())
                    .add(Tag.of("rect")
                            .with("x", x)
                            .with("y", y)
                            .with("width", 10)
                            .with("height", 10))
                    .add(Area.words("tick", x + 14, y + 9, entry.getKey())));
            x += width;
        }
        return y + LEGEND_LINE;
    }

    private static Tag drawnRow(Area area, Row row, double y) {
        Tag group = Tag.of("g").with("class", "bar");
        group.add(Tag.of("text", TextWidth.within(WIDEST_LABEL, row.label()))
                .with("class", "row-name end")
                .with("x", area.left() - 6)
                .with("y", y + ROW / 2 + 4)
                .add(Tag.of("title", row.label())));
        double from = 0;
        for (Part part : row.parts()) {
            if (!(part.value() > 0) || !Double.isFinite(part.value())) {
                continue;
            }
            double x = area.x(from);
            double end = area.x(from + part.value());
            group.add(Tag.of("g")
                    .with("class", part.colour())
                    .add(Tag.of("title", part.hover()))
                    .add(Tag.of("rect")
                            .with("x", x)
                            .with("y", y + 4)
                            .with("width", Math.max(1.5, end - x))
                            .with("height", ROW - 8)));
            from += part.value();
        }
        return group.add(Area.words("value halo", area.x(from) + 5, y + ROW / 2 + 4, row.words()));
    }
}
