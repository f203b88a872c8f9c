package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Table.Cell;
import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All arms beside one another: a table at the common rate, and curves over all rates. Stateless. */
final class ComparisonSection {

    private ComparisonSection() {}

    static Tag drawn(Run run, Comparison comparison, ArmLook look) {
        Tag section = Layout.section("compared", "All arms compared");
        List<Comparison.Row> rows = Stream.of(
                        comparison.idle().stream(), comparison.discard().stream(), comparison.writers().stream())
                .flatMap(stream -> stream)
                .toList();
        section.add(
                rows.isEmpty()
                        ? Layout.note("There is no rate at which arms can be compared.")
                        : table(run, comparison, rows));
        List<Tag> curves = curves(run, look);
        if (!curves.isEmpty()) {
            section.add(
                    Layout.note(
                            "Curves of the steady trials; rates and times are on logarithmic scales. Hollow marks are"
                                    + " rates that the arm did not keep up with; hover over a mark for its"
                                    + " figure. Processor and WAL hold the foreground's share too, which the idle arm shows alone."));
            section.add(Layout.plots(curves));
        }
        return section;
    }

    private static Tag table(Run run, Comparison comparison, List<Comparison.Row> rows) {
        Table table = new Table("Steady, "
                        + (comparison.rate() == 0
                                ? "controls only"
                                : Figures.rate(comparison.rate()) + ", the highest rate that "
                                        + (comparison.absent().isEmpty() ? "all writing arms" : "most writing arms")
                                        + " were measured at"))
                .text("arm")
                .number(
                        "keeps up with /s",
                        "highest offered rate at which 99.9% were acknowledged and nothing piled up")
                .number("acknowledged /s", "while the load was on")
                .number("stored", "of the offered events, warm-up included")
                .number("lost", "acknowledged, and not in the database")
                .number("twice", "rows beyond the first of an event");
        List<String> operations =
                new ArrayList<>(Foreground.operations(run.result().trials()));
        operations.forEach(operation -> table.number(operation + " p99", "of the foreground"));
        table.number("× discard", run.operation() + " p99 over that of the discarding control")
                .number("visible p99", "from the moment an event was due to the commit of its row")
                .number("peak lag", "most events that waited in the log, in seconds of load")
                .number("Postgres cores", "processors in use, the foreground's share included")
                .number("µs/event", "processor of Postgres for an acknowledged event, the foreground's share included")
                .number("WAL/event", "bytes, the foreground's share included");
        for (Comparison.Row row : rows) {
            table.row(cells(row, comparison, operations));
        }
        return table.drawn();
    }

    private static List<Cell> cells(Comparison.Row row, Comparison comparison, List<String> operations) {
        Trial trial = row.trial();
        boolean writes = row.arm().writes();
        Optional<Step> held = row.arm().lastHeld();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.words(row.name()));
        boolean unbroken = row.arm().firstNotHeld().isEmpty();
        cells.add(
                row.arm().arm().kind() == Arm.Kind.IDLE
                        ? Cell.number(Figures.NONE, Double.NaN)
                        : held.map(step ->
                                        Cell.number((unbroken ? "≥ " : "") + Figures.count(step.rate()), step.rate()))
                                .orElseGet(() -> Cell.number("none", 0)));
        double acknowledged = Timeline.acknowledgedPerSecond(trial);
        cells.add(Cell.number(Figures.roughly(acknowledged), acknowledged));
        cells.add(
                writes
                        ? Cell.number(
                                Figures.share(
                                        LossFinding.storedOnce(trial),
                                        trial.counts().offered()),
                                LossFinding.storedOnce(trial)
                                        / (double) Math.max(1, trial.counts().offered()))
                        : Cell.number(Figures.NONE, Double.NaN));
        cells.add(
                writes
                        ? Cell.count(trial.counts().lost())
                                .marked(trial.counts().lost() == 0 ? "good" : "bad")
                        : Cell.number(Figures.NONE, Double.NaN));
        cells.add(
                writes
                        ? Cell.count(trial.counts().duplicated())
                                .marked(trial.counts().duplicated() == 0 ? "good" : "bad")
                        : Cell.number(Figures.NONE, Double.NaN));
        operations.forEach(operation -> cells.add(Cell.latency(Foreground.p99(trial, operation))));
        double ratio = comparison.discard().map(Comparison.Row::p99Us).orElse(Double.NaN);
        double times = row.p99Us() / ratio;
        cells.add(Cell.number(Figures.times(times), times)
                .marked(!writes || !Double.isFinite(times) ? "" : times <= Foreground.BOUND ? "good" : "bad"));
        Latency visibility = trial.visibility();
        cells.add(Cell.latency(visibility == null ? Double.NaN : visibility.p99Us()));
        double lagSeconds = lagSeconds(trial.resources().peakLag(), trial.offeredPerSecond());
        cells.add(Cell.number(
                Double.isFinite(lagSeconds) ? String.format(Locale.ROOT, "%.1f s", lagSeconds) : Figures.NONE,
                lagSeconds));
        double cores = Costs.cores(trial, Costs.POSTGRES);
        cells.add(Cell.number(Figures.decimal(cores), cores));
        double micros = Costs.postgresMicrosPerEvent(trial);
        cells.add(Cell.number(Figures.decimal(micros), micros));
        double wal = Costs.walBytesPerEvent(trial);
        cells.add(Cell.number(Figures.bytes(wal), wal));
        return cells;
    }

    private static double lagSeconds(@Nullable Long lag, int perSecond) {
        return lag == null || perSecond <= 0 ? Double.NaN : lag / (double) perSecond;
    }

    private static List<Tag> curves(Run run, ArmLook look) {
        String operation = run.operation();
        return Stream.of(
                        RateCurves.byArm(
                                run,
                                look,
                                "p99 of " + Foreground.plural(operation),
                                Unit.MICROSECONDS,
                                Figures::latency,
                                trial -> Foreground.p99(trial, operation)),
                        RateCurves.byArm(
                                run, look, "p99 until acknowledged", Unit.MICROSECONDS, Figures::latency, trial -> {
                                    Latency latency = trial.acknowledgement();
                                    return latency == null ? Double.NaN : latency.p99Us();
                                }),
                        RateCurves.byArm(run, look, "p99 until visible", Unit.MICROSECONDS, Figures::latency, trial -> {
                            Latency latency = trial.visibility();
                            return latency == null ? Double.NaN : latency.p99Us();
                        }),
                        RateCurves.byArm(
                                run,
                                look,
                                "Processors that Postgres uses",
                                Unit.CORES,
                                Figures::decimal,
                                trial -> Costs.cores(trial, Costs.POSTGRES)),
                        RateCurves.byArm(
                                run, look, "Processors that all parts use", Unit.CORES, Figures::decimal, Costs::cores),
                        RateCurves.byArm(
                                run,
                                look,
                                "WAL per second",
                                Unit.BYTES,
                                Figures::bytes,
                                trial -> trial.measuredSeconds() > 0
                                        ? trial.resources().walBytes() / trial.measuredSeconds()
                                        : Double.NaN))
                .flatMap(Optional::stream)
                .toList();
    }
}
