package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Comparison.Row;
import io.deliverytracking.loadtest.result.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the other users of the database feel. Stateless. */
final class FeltFinding {

    /** Differences below this are not called one: p99 of a short trial isn't that exact. */
    private static final double CLEARLY = 1.1;

    private FeltFinding() {}

    static Finding of(Run run, Comparison comparison) {
        return new Finding(sentence(run, comparison), smallPrint(comparison));
    }

    private static String sentence(Run run, Comparison comparison) {
        List<Row> log = comparison.writers(Arm.Kind.LOG);
        List<Row> direct = comparison.writers(Arm.Kind.DIRECT);
        if (log.isEmpty() && direct.isEmpty()) {
            return "This run has no foreground figures beside an arm that writes, so it cannot say what other users of the database feel.";
        }
        String begin = "At " + Figures.rate(comparison.rate()) + " " + Foreground.plural(run.operation()) + " take ";
        if (direct.isEmpty()) {
            return begin + range(log)
                    + " (p99) beside the log's writer; no direct arm was measured, so there is nothing to compare it with.";
        }
        if (log.isEmpty()) {
            return begin + range(direct)
                    + " (p99) beside direct writes; no arm with the log was measured, so there is nothing to compare it with.";
        }
        return begin + range(log) + " (p99) beside the log's writer and " + range(direct) + " beside direct writes: "
                + verdict(log, direct) + ".";
    }

    private static String verdict(List<Row> log, List<Row> direct) {
        Row gentlestLog = log.get(0);
        Row gentlestDirect = direct.get(0);
        if (log.get(log.size() - 1).p99Us() * CLEARLY < gentlestDirect.p99Us()) {
            return "the log is gentler than every direct way";
        }
        if (gentlestLog.p99Us() * CLEARLY < gentlestDirect.p99Us()) {
            return gentlestLog.name() + " is the gentlest" + unlessAllStored(gentlestLog);
        }
        if (gentlestDirect.p99Us() * CLEARLY < gentlestLog.p99Us()) {
            return "here the log does not win, " + gentlestDirect.name() + " is the gentlest"
                    + unlessAllStored(gentlestDirect);
        }
        return "between the best of both there is no clear difference";
    }

    private static String unlessAllStored(Row row) {
        return row.trial().kept() ? "" : ", though it stored only " + stored(row) + " of its events";
    }

    private static String stored(Row row) {
        return Figures.share(
                LossFinding.storedOnce(row.trial()), row.trial().counts().offered());
    }

    private static String range(List<Row> rows) {
        return Figures.latencies(rows.stream().map(Row::p99Us).toList());
    }

    private static String smallPrint(Comparison comparison) {
        List<String> sentences = new ArrayList<>();
        sentences.add(control("The idle database", "No idle control was measured", comparison.idle(), comparison)
                + "; "
                + control(
                        "the same pipeline with a writer that stores nothing",
                        "no discarding control was measured, so no bound can be drawn",
                        comparison.discard(),
                        comparison)
                + ".");
        double boundUs = comparison.boundUs();
        if (Double.isFinite(boundUs) && !comparison.writers().isEmpty()) {
            String within = names(comparison, row -> row.p99Us() <= boundUs);
            String beyond = names(comparison, row -> row.p99Us() > boundUs);
            sentences.add("Within " + Foreground.BOUND + " times the latter: " + (within.isEmpty() ? "none" : within)
                    + (beyond.isEmpty() ? "." : "; beyond: " + beyond + "."));
        }
        List<String> behind = comparison.writers().stream()
                .filter(row -> !row.trial().kept())
                .map(Row::name)
                .toList();
        if (!behind.isEmpty()) {
            sentences.add(
                    "Not keeping up at this rate, so with less work done than asked: " + Figures.list(behind) + ".");
        }
        if (comparison.rate() > 0 && !comparison.absent().isEmpty()) {
            sentences.add("Not measured at this rate: " + Figures.list(comparison.absent()) + ".");
        }
        return String.join(" ", sentences);
    }

    private static String control(String name, String absent, Optional<Row> row, Comparison comparison) {
        if (row.isEmpty()) {
            return absent;
        }
        Row control = row.get();
        boolean elsewhere = control.arm().arm().kind() == Arm.Kind.DISCARD
                && control.trial().offeredPerSecond() != comparison.rate();
        return name + ": " + Figures.briefly(control.p99Us())
                + (elsewhere ? " (at " + Figures.rate(control.trial().offeredPerSecond()) + ")" : "");
    }

    private static String names(Comparison comparison, Predicate<Row> condition) {
        return Figures.list(
                comparison.writers().stream().filter(condition).map(Row::name).toList());
    }
}
