package io.deliverytracking.broker.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a matrix found: how much was tried, and what failed, each with all that it takes to try it again. */
public final class Findings {

    private static final int MOST_SHOWN = 20;

    /** The first of each kind: with the same message but for its numbers. */
    private record Kind(String first, Throwable cause, int count) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private int tried;

    void onTried() {
        tried++;
    }

    void onFailure(String where, Throwable cause) {
        kinds.merge(
                String.valueOf(cause.getMessage()).replaceAll("[0-9]+", "#"),
                new Kind(where + "\n    " + cause, cause, 1),
                (first, next) -> new Kind(first.first(), first.cause(), first.count() + 1));
    }

    /** How many crashes were tried. */
    public int tried() {
        return tried;
    }

    /** Throws unless nothing failed. */
    public void requireNone() {
        if (kinds.isEmpty()) {
            return;
        }
        int failed = kinds.values().stream().mapToInt(Kind::count).sum();
        StringBuilder message = new StringBuilder(failed + " of " + tried + " failed, in " + kinds.size() + " ways:");
        kinds.values().stream()
                .limit(MOST_SHOWN)
                .forEach(kind -> message.append("\n(")
                        .append(kind.count())
                        .append(" times) ")
                        .append(kind.first()));
        throw new AssertionError(
                message.toString(), kinds.values().iterator().next().cause());
    }
}
