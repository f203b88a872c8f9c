package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.services.ReplayPlan;
import io.deliverytracking.traces.TraceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is going to be replayed, in lines to read before it begins. Stateless. */
final class ReplayText {

    /** What this pipeline carries on two cores with room to spare; see infra/docs/figures.md. */
    private static final double COMFORTABLE_RATE = 150_000;

    /** What analytics allows a rider's clock. */
    private static final long AHEAD_MS = 5_000;

    private ReplayText() {}

    /** @param nowMs milliseconds since the epoch */
    static List<String> of(ReplayPlan plan, long nowMs) {
        TraceReport trace = plan.trace();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Replaying %,d fixes of %,d riders from %s, %s to %s%s.",
                trace.readable(),
                trace.riders(),
                trace.files() == 1 ? "one file" : trace.files() + " files",
                time(trace.firstTimeMs()),
                time(trace.lastTimeMs()),
                plan.riders() == trace.riders() ? "" : String.format(Locale.ROOT, ", by %,d riders", plan.riders())));
        lines.add(String.format(
                Locale.ROOT,
                "  %s times as fast: %s%s, up to %,.0f events a second.",
                plan.speedUp() == Math.rint(plan.speedUp())
                        ? Long.toString((long) plan.speedUp())
                        : Double.toString(plan.speedUp()),
                text(Duration.ofSeconds(Math.round(plan.seconds()))),
                plan.loop() ? " a round, again and again" : "",
                plan.mostEventsPerSecond()));
        if (plan.mostEventsPerSecond() > COMFORTABLE_RATE) {
            lines.add("  ! That may be more than this machine can send; a smaller --speed-up makes it less.");
        }
        if (trace.lastTimeMs() > nowMs + 1_000 * plan.seconds() + AHEAD_MS) {
            lines.add("  ! Its times will run ahead of the clock, and analytics folds in nothing from the future;"
                    + " --start now goes with --speed-up 1.");
        }
        if (trace.outOfOrder() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    trace.outOfOrder() == 1
                            ? "  %,d row stands after a later one of the same rider; they are sorted by time first."
                            : "  %,d rows stand after a later one of the same rider; they are sorted by time first.",
                    trace.outOfOrder()));
        }
        addProblems(lines, trace);
        return lines;
    }

    private static void addProblems(List<String> lines, TraceReport trace) {
        if (trace.rows() > trace.readable()) {
            long unreadable = trace.rows() - trace.readable();
            lines.add(String.format(
                    Locale.ROOT,
                    unreadable == 1 ? "  %,d row can't be read:" : "  %,d rows can't be read, such as",
                    unreadable));
            trace.firstUnreadable()
                    .forEach(row -> lines.add(String.format(
                            Locale.ROOT,
                            "    %s:%d  %s: %s",
                            row.file(),
                            row.line(),
                            row.problem().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            row.text())));
        }
        if (trace.refused() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    trace.refused() == 1
                            ? "  %,d file fits nothing and is passed over:"
                            : "  %,d files fit nothing and are passed over, such as",
                    trace.refused()));
            trace.firstRefused()
                    .forEach(file -> lines.add("    " + file.file() + ": "
                            + file.reason().lines().findFirst().orElse("")));
        }
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String text(Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) < 0
                ? duration.toSeconds() + " s"
                : duration.compareTo(Duration.ofHours(2)) < 0
                        ? duration.toMinutes() + " minutes"
                        : duration.toHours() + " hours";
    }
}
