package io.deliverytracking.loadtest.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as text that every spreadsheet reads.
 *
 * <p>Source: RFC 4180, with a line feed as line end. Threading: confined to one thread.
 */
final class Csv {

    private final StringBuilder text = new StringBuilder();
    private final int columns;

    Csv(List<String> columns) {
        this.columns = columns.size();
        row(columns.toArray());
    }

    /** A row; null is an empty field, which says "not measured". */
    void row(@Nullable Object... fields) {
        if (fields.length != columns) {
            throw new IllegalArgumentException(fields.length + " fields for " + columns + " columns");
        }
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : ",").append(quoted(fields[i] == null ? "" : String.valueOf(fields[i])));
        }
        text.append('\n');
    }

    private static String quoted(String field) {
        boolean special = field.contains(",") || field.contains("\"") || field.contains("\n") || field.contains("\r");
        return special ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
