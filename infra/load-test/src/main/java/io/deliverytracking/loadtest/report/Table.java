package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that can be sorted by its columns where scripts run. Mutable until it is drawn. */
final class Table {

    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final Tag body = Tag.of("tbody");

    /** @param meaning what hovering over its name says; may be empty */
    private record Column(String name, String meaning, boolean number) {}

    /**
     * What stands in a row at a column.
     *
     * @param key what to sort by; null to sort by the words, NaN for a figure that was not measured
     * @param kind class of the page's style; may be empty
     * @param hover what hovering says; may be empty
     */
    record Cell(String words, @Nullable Double key, String kind, String hover) {

        static Cell words(String words) {
            return new Cell(words, null, "", "");
        }

        static Cell number(String words, double key) {
            return new Cell(words, key, "", "");
        }

        static Cell count(long value) {
            return number(Figures.count(value), (double) value);
        }

        static Cell count(@Nullable Long value) {
            return number(Figures.count(value), value == null ? Double.NaN : value);
        }

        static Cell latency(long micros) {
            return latency((double) micros);
        }

        static Cell latency(double micros) {
            return number(Figures.latency(micros), micros);
        }

        Cell marked(String newKind) {
            return new Cell(words, key, newKind, hover);
        }

        Cell explained(String newHover) {
            return new Cell(words, key, kind, newHover);
        }
    }

    Table(String caption) {
        this.caption = caption;
    }

    Table text(String name) {
        columns.add(new Column(name, "", false));
        return this;
    }

    Table number(String name, String meaning) {
        columns.add(new Column(name, meaning, true));
        return this;
    }

    Table row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        Tag row = Tag.of("tr");
        for (int i = 0; i < cells.size(); i++) {
            row.add(drawn(cells.get(i), columns.get(i), i == 0));
        }
        body.add(row);
        return this;
    }

    private static Tag drawn(Cell cell, Column column, boolean first) {
        Tag tag = Tag.of(first ? "th" : "td", cell.words());
        if (first) {
            tag.with("scope", "row");
        }
        String kind = (column.number() ? "number " : "") + cell.kind();
        if (!kind.isBlank()) {
            tag.with("class", kind.strip());
        }
        if (!cell.hover().isEmpty()) {
            tag.with("title", cell.hover());
        }
        Double key = cell.key();
        if (key != null) {
            tag.with("data-key", Double.toString(key));
        }
        return tag;
    }

    Tag drawn() {
        Tag head = Tag.of("tr");
        for (Column column : columns) {
            Tag cell = Tag.of("th", column.name()).with("scope", "col");
            if (column.number()) {
                cell.with("class", "number");
            }
            if (!column.meaning().isEmpty()) {
                cell.with("title", column.meaning());
            }
            head.add(cell);
        }
        Tag table = Tag.of("table")
                .with("class", "sortable")
                .add(Tag.of("caption", caption))
                .add(Tag.of("thead").add(head))
                .add(body);
        // The frame scrolls sideways on its own; whoever uses the keyboard reaches it too.
        return Tag.of("div")
                .with("class", "table")
                .with("role", "region")
                .with("aria-label", caption)
                .with("tabindex", "0")
                .add(table);
    }
}
