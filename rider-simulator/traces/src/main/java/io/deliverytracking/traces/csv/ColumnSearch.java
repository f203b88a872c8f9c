package io.deliverytracking.traces.csv;

import io.deliverytracking.traces.ShortText;
import io.deliverytracking.traces.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds columns by what was told, a name or a position from 1, else by the names that such files usually use.
 *
 * <p>Names are compared without regard to case, of units in brackets, and of what stands between words:
 * {@code "Speed [km/h]"} is speed, {@code "GPS Latitude"} is gps_latitude.
 */
final class ColumnSearch {

    static final int NONE = -1;

    private static final int MOST_COLUMNS = 10_000;

    /** As they stand in the file, but for case; and their bare words. Both are empty without a header. */
    private final List<String> exact = new ArrayList<>();

    private final List<String> bare = new ArrayList<>();

    /** @param header the names; empty if there is none */
    ColumnSearch(List<String> header) {
        for (String name : header) {
            exact.add(name.toLowerCase(Locale.ROOT));
            bare.add(bare(name));
        }
    }

    /** {@code " #Speed [km/h] "} to {@code speed}. */
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[(\\[{].*", "")
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
    }

    /** The told column, or the first that has a usual name; {@link #NONE}. */
    int find(String what, Optional<String> told, List<String> usual) {
        if (told.isPresent()) {
            return told(what, told.get());
        }
        for (String name : usual) {
            int at = bare.indexOf(name);
            if (at >= 0) {
                return at;
            }
        }
        return NONE;
    }

    /** Whether the header has this name. */
    boolean has(String name) {
        return exact.contains(name.toLowerCase(Locale.ROOT));
    }

    int told(String what, String column) {
        int at = exact.indexOf(column.strip().toLowerCase(Locale.ROOT));
        if (at < 0) {
            at = bare.indexOf(bare(column));
        }
        if (at >= 0) {
            return at;
        }
        try {
            int position = Integer.parseInt(column.strip());
            if (position >= 1 && position <= MOST_COLUMNS && (exact.isEmpty() || position <= exact.size())) {
                return position - 1;
            }
        } catch (NumberFormatException e) {
            // A name, and the header does not have it.
        }
        throw new TraceException("the column \"" + ShortText.of(column) + "\" for the " + what
                + (exact.isEmpty()
                        ? " is no position from 1, and no line of the file names its columns"
                        : " is neither a name in the header nor a position from 1 to " + exact.size()
                                + "; the header names " + names()));
    }

    /** The names of the header, to show. */
    String names() {
        return ShortText.of(exact.toString());
    }
}
