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

    /** Below this share of what was due a time until visible is said to be of what was stored. */
    private static final double NEARLY_ALL = 0.99;

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
                .number(
                        "stored /s",
                        "rows that reached the table while the load was on; of the discarding control, events taken")
                .number("stored", "of the events that were due, warm-up and drain included")
                .number(
                        "in the log",
                        "acknowledged, and still in the log when the trial was ended: neither stored nor lost")
                .number("lost", "acknowledged, and neither in the database nor in the log")
                .number("twice", "rows beyond the first of an event");
        List<String> operations =
                new ArrayList<>(Foreground.operations(run.result().trials()));
        operations.forEach(operation -> table.number(operation + " p99", "of the foreground"));
        table.number(
                        "× discard",
                        run.operation()
                                + " p99 over that of the discarding control, with the range that both samples allow")
                .number("visible p99", "from the moment an event was due to the commit of its row")
                .number(
                        "peak lag",
                        "most events that waited in the log while the load was on, warm-up left out, in seconds of load")
                .number("Postgres cores", "processors in use, the foreground's share included")
                .number(
                        "µs/row",
                        "processor of Postgres for a row stored while it was measured, the foreground's share included")
                .number("WAL/row", "bytes for a row stored while it was measured, the foreground's share included");
        for (Comparison.Row row : rows) {
            table.row(cells(row, comparison, operations));
        }
        return table.drawn();
    }

    private static List<Cell> cells(Comparison.Row row, Comparison comparison, List<String> operations) {
        Trial trial = row.trial();
        boolean writes = row.arm().writes();
        Fate fate = Fate.of(trial);
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
        boolean hasEvents = row.arm().arm().kind() != Arm.Kind.IDLE;
        double acknowledged = hasEvents ? Timeline.acknowledgedPerSecond(trial) : Double.NaN;
        cells.add(Cell.number(Figures.roughly(acknowledged), acknowledged));
        double stored = hasEvents ? Timeline.storedPerSecond(trial) : Double.NaN;
        cells.add(Cell.number(Figures.roughly(stored), stored));
        cells.add(writes ? Cell.number(fate.storedWords(), fate.storedShare()) : Cell.number(Figures.NONE, Double.NaN));
        cells.add(
                row.arm().arm().kind() == Arm.Kind.LOG
                        ? Cell.count(fate.inLog())
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
        operations.forEach(operation -> cells.add(p99(trial.foreground().get(operation))));
        cells.add(
                comparison.measure().map(measure -> times(row, measure)).orElse(Cell.number(Figures.NONE, Double.NaN)));
        cells.add(visible(trial, fate));
        double lagSeconds =
                trial.offeredPerSecond() > 0 ? Timeline.peakLagUnderLoad(trial) / trial.offeredPerSecond() : Double.NaN;
        cells.add(Cell.number(
                Double.isFinite(lagSeconds) ? String.format(Locale.ROOT, "%.1f s", lagSeconds) : Figures.NONE,
                lagSeconds));
        double cores = Costs.cores(trial, Costs.POSTGRES);
        cells.add(Cell.number(Figures.decimal(cores), cores));
        double micros = Costs.postgresMicrosPerRow(trial);
        cells.add(Cell.number(Figures.decimal(micros), micros));
        double wal = Costs.walBytesPerRow(trial);
        cells.add(Cell.number(Figures.bytes(wal), wal));
        return cells;
    }

    private static Cell p99(@Nullable Latency latency) {
        return latency == null
                ? Cell.latency(Double.NaN)
                : Cell.latency(latency.p99Us()).explained(P99.of(latency).words());
    }

    /** Good or bad only where the samples are large enough to say so. */
    private static Cell times(Comparison.Row row, Comparison.Row measure) {
        P99 bound = measure.p99().times(Foreground.BOUND);
        double times = row.p99Us() / measure.p99Us();
        boolean within = row.p99().highUs() <= bound.lowUs();
        boolean beyond = bound.isBelow(row.p99());
        return Cell.number(Figures.times(times), times)
                .explained(row.p99().timesOf(measure.p99()))
                .marked(!row.arm().writes() || !row.hasDoneAll() ? "" : within ? "good" : beyond ? "bad" : "");
    }

    /** Rows that never came have no time: without their share a half-stored load would look quick. */
    static Cell visible(Trial trial, Fate fate) {
        Latency visibility = trial.visibility();
        if (visibility == null) {
            return Cell.latency(Double.NaN);
        }
        String of = fate.storedShare() < NEARLY_ALL ? " of the " + fate.storedWords() + " stored" : "";
        return Cell.number(Figures.latency(visibility.p99Us()) + of, visibility.p99Us());
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
                                        ? Timeline.figure(trial.resources().walBytes()) / trial.measuredSeconds()
                                        : Double.NaN))
                .flatMap(Optional::stream)
                .toList();
    }
}
