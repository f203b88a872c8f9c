package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Comparison.Row;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the other users of the database feel. Only arms that did all of the work are judged: one that stores a tenth of its events
 * is gentle, and no alternative. Stateless.
 */
final class FeltFinding {

    /** The arm that the log is judged by, where it can be. */
    private static final String USUAL_LOG = "log-copy";

    private FeltFinding() {}

    static Finding of(Run run, Comparison comparison) {
        return new Finding(sentence(run, comparison), smallPrint(comparison));
    }

    /** The one that is spoken of: the usual one, else the gentlest of those that did all of the work. */
    static Optional<Row> log(Comparison comparison) {
        return comparison.writers(Arm.Kind.LOG).stream()
                .filter(Row::hasDoneAll)
                .min(Comparator.comparing((Row row) -> !row.name().equals(USUAL_LOG))
                        .thenComparing(Row::p99Us));
    }

    static Optional<Row> direct(Comparison comparison) {
        return comparison.writers(Arm.Kind.DIRECT).stream()
                .filter(Row::hasDoneAll)
                .min(Comparator.comparing(Row::p99Us));
    }

    private static String sentence(Run run, Comparison comparison) {
        if (comparison.writers().isEmpty()) {
            return "This run has no foreground figures beside an arm that writes, so it cannot say what other users of the database feel.";
        }
        List<String> parts = new ArrayList<>();
        parts.add("At " + Figures.rate(comparison.rate()) + " "
                + compared(run, log(comparison), direct(comparison), comparison));
        behind(comparison, Arm.Kind.DIRECT, "direct arm").ifPresent(parts::add);
        behind(comparison, Arm.Kind.LOG, "arm with the log").ifPresent(parts::add);
        return String.join("; ", parts) + ".";
    }

    private static String compared(Run run, Optional<Row> log, Optional<Row> direct, Comparison comparison) {
        String begin = Foreground.plural(run.operation()) + " have a p99 of ";
        if (log.isPresent() && direct.isPresent()) {
            return begin + beside(log.get()) + " and of " + beside(direct.get())
                    + ", the gentlest direct way that stored all: " + verdict(log.get(), direct.get());
        }
        if (log.isPresent()) {
            return begin + beside(log.get()) + "; "
                    + (comparison.writers(Arm.Kind.DIRECT).isEmpty()
                            ? "no direct arm was measured"
                            : "no direct arm stored all")
                    + ", so there is nothing to compare it with";
        }
        if (direct.isPresent()) {
            return begin + beside(direct.get()) + "; "
                    + (comparison.writers(Arm.Kind.LOG).isEmpty()
                            ? "no arm with the log was measured"
                            : "no arm with the log stored all")
                    + ", so there is nothing to compare it with";
        }
        return "no arm kept up and stored all, so what " + Foreground.plural(run.operation())
                + " feel is no measure of any";
    }

    private static String beside(Row row) {
        return Figures.briefly(row.p99Us()) + " beside " + row.name();
    }

    private static String verdict(Row log, Row direct) {
        if (log.p99().isBelow(direct.p99())) {
            return "the log is gentler";
        }
        return direct.p99().isBelow(log.p99()) ? "here the log does not win" : "too few operations to tell them apart";
    }

    /** The arms that did less than was asked, in one clause. */
    private static Optional<String> behind(Comparison comparison, Arm.Kind kind, String noun) {
        List<Row> all = comparison.writers(kind);
        List<Trial> behind =
                all.stream().filter(row -> !row.hasDoneAll()).map(Row::trial).toList();
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        String who = all.size() == 1 ? "the one " + noun : behind.size() + " of " + all.size() + " " + plural(noun);
        return Optional.of(who + " did not keep up, storing " + Fate.storedRange(behind));
    }

    private static String plural(String noun) {
        return noun.replaceFirst("arm", "arms");
    }

    private static String smallPrint(Comparison comparison) {
        List<String> sentences = new ArrayList<>();
        sentences.add("With the range that the sample allows (95%): "
                + "idle " + comparison.idle().map(row -> row.p99().words()).orElse("not measured")
                + "; discarding control "
                + comparison
                        .discard()
                        .map(row -> row.p99().words() + elsewhere(row, comparison))
                        .orElse("not measured")
                + log(comparison).map(FeltFinding::named).orElse("")
                + direct(comparison).map(FeltFinding::named).orElse("") + ".");
        Optional<P99> bound = comparison.bound();
        if (bound.isPresent()) {
            within(comparison, bound.get()).ifPresent(sentences::add);
        } else if (!comparison.writers().isEmpty()) {
            sentences.add(noBound(comparison));
        }
        List<String> behind = comparison.writers().stream()
                .filter(row -> !row.hasDoneAll())
                .map(Row::name)
                .toList();
        if (!behind.isEmpty()) {
            sentences.add("Not judged, for less work done than asked: " + Figures.list(behind) + ".");
        }
        if (comparison.rate() > 0 && !comparison.absent().isEmpty()) {
            sentences.add("Not measured at this rate: " + Figures.list(comparison.absent()) + ".");
        }
        return String.join(" ", sentences);
    }

    private static String named(Row row) {
        return "; " + row.name() + " " + row.p99().words();
    }

    private static String elsewhere(Row control, Comparison comparison) {
        int rate = control.trial().offeredPerSecond();
        return rate == comparison.rate() ? "" : " at " + Figures.rate(rate);
    }

    private static Optional<String> within(Comparison comparison, P99 bound) {
        String within = names(comparison, row -> row.p99().highUs() <= bound.lowUs());
        String beyond = names(comparison, row -> row.p99().lowUs() > bound.highUs());
        String untold = names(
                comparison,
                row -> row.p99().highUs() > bound.lowUs() && row.p99().lowUs() <= bound.highUs());
        if (within.isEmpty() && beyond.isEmpty() && untold.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Within " + Foreground.BOUND + " times the discarding control: "
                + (within.isEmpty() ? "none" : within)
                + (beyond.isEmpty() ? "" : "; beyond: " + beyond)
                + (untold.isEmpty() ? "" : "; too few operations to tell: " + untold) + ".");
    }

    private static String noBound(Comparison comparison) {
        return comparison
                .discard()
                .map(row -> row.trial().offeredPerSecond() == comparison.rate()
                        ? "The discarding control did not keep up with this rate itself, so no bound is drawn."
                        : "The discarding control was not measured at this rate, so no bound is drawn.")
                .orElse("Without the discarding control no bound is drawn.");
    }

    private static String names(Comparison comparison, Predicate<Row> condition) {
        return Figures.list(comparison.writers().stream()
                .filter(Row::hasDoneAll)
                .filter(condition)
                .map(Row::name)
                .toList());
    }
}
