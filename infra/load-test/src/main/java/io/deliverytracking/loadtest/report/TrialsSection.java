package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Table.Cell;
import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every trial with all its figures. Stateless. */
final class TrialsSection {

    private TrialsSection() {}

    static Tag drawn(Run run) {
        Tag section = Layout.section("trials", "All trials");
        List<Trial> trials = run.result().trials();
        if (trials.isEmpty()) {
            return section.add(Layout.note("Not a single trial was finished."));
        }
        section.add(Layout.note(
                "In the order in which they ran. A dash is a figure that was not measured. Counts include the"
                        + " warm-up; times and resources cover the measured time only. Click on a heading to sort."));
        List<String> operations = new ArrayList<>(Foreground.operations(trials));
        List<String> processes = processes(trials);
        Table table = new Table(trials.size() == 1 ? "The one trial" : Figures.count(trials.size()) + " trials")
                .text("arm")
                .text("scenario")
                .number("offered /s", "events a second that the generator intended")
                .number("run", "repetition")
                .number("warm-up", "")
                .number("measured", "")
                .text("keeps up")
                .number("due", "events, by the plan of the load")
                .number("offered", "of these, had their turn")
                .number("refused", "the application's queue was full")
                .number("acknowledged", "")
                .number("stored", "")
                .number("lost", "acknowledged, and neither in the database nor in the log")
                .number("in the log", "acknowledged, and still in the log when the trial was ended")
                .number("twice", "rows beyond the first of an event");
        percentiles(table, "acknowledged");
        percentiles(table, "visible");
        operations.forEach(operation -> percentiles(table, operation));
        table.number("errors", "of the foreground");
        processes.forEach(process -> table.number("CPU " + process, "seconds of processor"));
        table.number("WAL", "")
                .number("table", "with its indexes, for a million rows")
                .number("peak queue", "in the application or the producer")
                .number("peak lag", "events in the log")
                .number("drain", "from the end of the load to the last row")
                .text("bottleneck")
                .text("remarks");
        trials.forEach(trial -> table.row(cells(trial, operations, processes)));
        return section.add(table.drawn());
    }

    private static List<String> processes(List<Trial> trials) {
        TreeSet<String> processes = new TreeSet<>(Processes.ORDER);
        trials.forEach(trial -> processes.addAll(trial.resources().cpuSeconds().keySet()));
        return List.copyOf(processes);
    }

    private static void percentiles(Table table, String name) {
        table.number(name + " p50", "")
                .number("p99", "hovering over a figure shows its range and the size of its sample")
                .number("p99.9", "");
    }

    private static List<Cell> cells(Trial trial, List<String> operations, List<String> processes) {
        Counts counts = trial.counts();
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.words(trial.arm()),
                Cell.words(Timeline.words(trial.scenario())),
                Cell.count((long) trial.offeredPerSecond()),
                Cell.count((long) trial.repetition()),
                Cell.number(Figures.seconds(trial.warmUpSeconds()), trial.warmUpSeconds()),
                Cell.number(Figures.seconds(trial.measuredSeconds()), trial.measuredSeconds()),
                Cell.words(trial.kept() ? "yes" : "no").marked(trial.kept() ? "good" : "bad"),
                Cell.count(counts.due()),
                Cell.count(counts.offered()),
                Cell.count(counts.refused()),
                Cell.count(counts.acknowledged()),
                Cell.count(counts.stored()),
                Cell.count(counts.lost()).marked(counts.lost() == 0 ? "" : "bad"),
                Cell.count(counts.inLog()),
                Cell.count(counts.duplicated()).marked(counts.duplicated() == 0 ? "" : "bad")));
        cells.addAll(percentiles(trial.acknowledgement()));
        List<Cell> visible = new ArrayList<>(percentiles(trial.visibility()));
        visible.set(1, ComparisonSection.visible(trial, Fate.of(trial)));
        cells.addAll(visible);
        operations.forEach(
                operation -> cells.addAll(percentiles(trial.foreground().get(operation))));
        cells.add(Cell.count(trial.foregroundErrors()).marked(trial.foregroundErrors() == 0 ? "" : "bad"));
        Resources resources = trial.resources();
        processes.forEach(process -> {
            Double seconds = resources.cpuSeconds().get(process);
            cells.add(Cell.number(Figures.seconds(seconds), seconds == null ? Double.NaN : seconds));
        });
        Double drain = resources.drainSeconds();
        cells.addAll(List.of(
                bytes(resources.walBytes()),
                bytes(resources.tableBytesPerMillion()),
                bytes(resources.peakQueueBytes()),
                Cell.count(resources.peakLag()),
                Cell.number(Figures.seconds(drain), drain == null ? Double.NaN : drain),
                Cell.words(trial.bottleneck()).marked("words"),
                Cell.words(String.join(" ", trial.remarks())).marked("words")));
        return cells;
    }

    private static Cell bytes(@Nullable Long bytes) {
        return Cell.number(Figures.bytes(bytes), bytes == null ? Double.NaN : bytes);
    }

    private static List<Cell> percentiles(@Nullable Latency latency) {
        return latency == null
                ? Arrays.asList(Cell.latency(Double.NaN), Cell.latency(Double.NaN), Cell.latency(Double.NaN))
                : List.of(
                        Cell.latency(latency.p50Us()),
                        Cell.latency(latency.p99Us()).explained(P99.of(latency).words()),
                        Cell.latency(latency.p999Us()));
    }
}
