package io.deliverytracking.loadtest.report;

import java.util.Comparator;
import java.util.List;

/** The processes of a trial: the order of their parts in a bar, and their colours, the same in every one. Stateless. */
final class Processes {

    /** Postgres first: what begins at the axis can be compared from bar to bar. Any others follow, by name. */
    static final Comparator<String> ORDER =
            Comparator.comparingInt(Processes::place).thenComparing(name -> name);

    private static final List<String> PLACES =
            List.of(Costs.POSTGRES, "db-writer", "broker", "application", "load-test");

    private Processes() {}

    private static int place(String process) {
        int place = PLACES.indexOf(process);
        return place < 0 ? PLACES.size() : place;
    }

    /** A class of the page's style. */
    static String colour(String process) {
        return switch (process) {
            case Costs.POSTGRES -> "cpu-postgres";
            case "broker" -> "cpu-broker";
            case "db-writer" -> "cpu-writer";
            case "application" -> "cpu-application";
            default -> "cpu-other";
        };
    }
}
