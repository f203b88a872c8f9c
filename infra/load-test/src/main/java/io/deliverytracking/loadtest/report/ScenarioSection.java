package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Table.Cell;
import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.Marker;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Scale;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Style;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What happens when something happens: one scenario, all its trials on common scales, with the phases marked. Stateless. */
final class ScenarioSection {

    private ScenarioSection() {}

    /** @param trials one at least */
    static Tag drawn(String id, String heading, String description, List<Trial> trials) {
        Tag section = Tag.of("section")
                .with("id", id)
                .add(Tag.of("h3", heading))
                .add(Layout.paragraph(description))
                .add(table(heading, trials));
        DrainFinding.of(trials).forEach(sentence -> section.add(Layout.paragraph(sentence)));
        List<Series> flows =
                trials.stream().flatMap(trial -> flow(trial).stream()).toList();
        Scale seconds = TimePlot.seconds(flows);
        Scale rates = TimePlot.scale(Unit.EVENTS, flows);
        Scale waiting = scale(Unit.EVENTS, trials, Timeline::notStored);
        Scale felt = scale(Unit.MICROSECONDS, trials, trial -> Timeline.peaks(trial, Timeline::foreground));
        for (Trial trial : trials) {
            section.add(course(trial, seconds, rates, waiting, felt));
        }
        return section;
    }

    private static Scale scale(Unit unit, List<Trial> trials, Function<Trial, List<Point>> points) {
        return TimePlot.scale(
                unit,
                trials.stream()
                        .map(trial -> line("", "held", points.apply(trial)))
                        .toList());
    }

    private static Series line(String label, String colour, List<Point> points) {
        return new Series(label, Style.solid(colour, Marker.CIRCLE), points);
    }

    private static List<Series> flow(Trial trial) {
        return List.of(
                new Series(
                        "offered",
                        new Style("calm", Marker.SQUARE, "5 3"),
                        Timeline.peaks(trial, second -> Timeline.figure(second.offered()))),
                line("acknowledged", "held", Timeline.peaks(trial, second -> Timeline.figure(second.acknowledged()))));
    }

    private static Tag course(Trial trial, Scale seconds, Scale rates, Scale waiting, Scale felt) {
        List<Tag> plots = new ArrayList<>();
        String of = " of " + name(trial);
        TimePlot.drawn(
                        "Events a second",
                        seconds,
                        rates,
                        flow(trial),
                        Happening.of(trial),
                        "Offered and acknowledged events a second" + of + ".")
                .ifPresent(plots::add);
        TimePlot.drawn(
                        "Events due and not in the database",
                        seconds,
                        waiting,
                        List.of(line("", "past", Timeline.notStored(trial))),
                        Happening.of(trial),
                        "Events that are due and not in the database" + of + ".")
                .ifPresent(plots::add);
        TimePlot.drawn(
                        "p99 of the foreground; a gap where no operation ended",
                        seconds,
                        felt,
                        List.of(line("", "held", Timeline.peaks(trial, Timeline::foreground))),
                        Happening.of(trial),
                        "The foreground's p99, second by second," + of + ".")
                .ifPresent(plots::add);
        Tag course = Tag.of("div").with("class", "course").add(Tag.of("h4", name(trial)));
        if (!trial.bottleneck().isEmpty()) {
            course.add(Layout.note("Bottleneck: " + trial.bottleneck()
                    + (trial.bottleneck().endsWith(".") ? " " : ". ") + String.join(" ", trial.remarks())));
        }
        return plots.isEmpty()
                ? course.add(Layout.note("Its seconds were not recorded."))
                : course.add(Layout.plots(plots));
    }

    private static String name(Trial trial) {
        return trial.arm() + " at " + Figures.rate(trial.offeredPerSecond())
                + (trial.repetition() > 1 ? ", run " + trial.repetition() : "");
    }

    private static Tag table(String heading, List<Trial> trials) {
        Table table = new Table(heading + ", all arms")
                .text("arm")
                .number("offered /s", "")
                .number("due", "events, by the plan of the load")
                .number("offered", "of these, had their turn")
                .number("refused", "")
                .number("acknowledged", "")
                .number("stored", "")
                .number("lost", "acknowledged, and neither in the database nor in the log")
                .number("in the log", "still, when the trial was ended")
                .number("twice", "")
                .number("peak lag", "events in the log")
                .number("level again", "seconds from the disturbance's end until less than one second of load waited")
                .number("foreground, load", "worst second's p99")
                .number("foreground, fault", "worst second's p99 during the disturbance")
                .number("foreground, drain", "worst second's p99")
                .number("errors", "of the foreground");
        for (Trial trial : trials) {
            Counts counts = trial.counts();
            Optional<String> fault = fault(trial);
            Optional<Integer> level = fault.flatMap(phase -> Timeline.drainedAfter(trial, phase));
            table.row(List.of(
                    Cell.words(trial.arm() + (trial.repetition() > 1 ? " #" + trial.repetition() : "")),
                    Cell.count((long) trial.offeredPerSecond()),
                    Cell.count(counts.due()),
                    Cell.count(counts.offered()),
                    Cell.count(counts.refused()),
                    Cell.count(counts.acknowledged()),
                    Cell.count(counts.stored()),
                    Cell.count(counts.lost()).marked(counts.lost() == 0 ? "good" : "bad"),
                    Cell.count(counts.inLog()),
                    Cell.count(counts.duplicated()).marked(counts.duplicated() == 0 ? "good" : "bad"),
                    Cell.count(trial.resources().peakLag()),
                    level.map(seconds -> Cell.number(seconds + " s", seconds))
                            .orElse(Cell.number(Figures.NONE, Double.NaN)),
                    Cell.latency(Timeline.worstForeground(trial, Timeline.LOAD)),
                    Cell.latency(fault.map(phase -> Timeline.worstForeground(trial, phase))
                            .orElse(Double.NaN)),
                    Cell.latency(Timeline.worstForeground(trial, Timeline.DRAIN)),
                    Cell.count(trial.foregroundErrors()).marked(trial.foregroundErrors() == 0 ? "" : "bad")));
        }
        return table.drawn();
    }

    /** The phase that is the disturbance, where the seconds name one. */
    static Optional<String> fault(Trial trial) {
        return Timeline.bands(trial).stream()
                .filter(band -> band.kind().equals("band-fault"))
                .map(band -> band.label())
                .findFirst();
    }
}
