package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Trial;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What the other users of the database do, and which of it an arm is judged by. Stateless. */
final class Foreground {

    /** An arm is within bounds up to so many times what the discarding control costs the foreground. */
    static final double BOUND = 1.5;

    private static final String UPDATE = "update";

    private Foreground() {}

    /** Updates, which wait for a commit and feel a busy database first; else the first by name. "update" where none was measured. */
    static String judged(Collection<Trial> trials) {
        Set<String> operations = operations(trials);
        return operations.contains(UPDATE) || operations.isEmpty()
                ? UPDATE
                : operations.iterator().next();
    }

    /** Of all trials, by name. */
    static Set<String> operations(Collection<Trial> trials) {
        Set<String> operations = new TreeSet<>();
        trials.forEach(trial -> operations.addAll(trial.foreground().keySet()));
        return operations;
    }

    /** In microseconds; NaN where it was not measured. */
    static double p99(Trial trial, String operation) {
        Latency latency = trial.foreground().get(operation);
        return latency == null ? Double.NaN : latency.p99Us();
    }

    /** For a sentence, in the plural. */
    static String plural(String operation) {
        return switch (operation) {
            case UPDATE -> "order updates";
            case "create" -> "new orders";
            case "read" -> "order reads";
            default -> "operations “" + operation + "”";
        };
    }
}
