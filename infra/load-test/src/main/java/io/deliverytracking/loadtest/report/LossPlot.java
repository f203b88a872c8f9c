package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.BarPlot;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LinearScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is missing from the database through an outage; without one, what became of the events. Stateless. */
final class LossPlot {

    private LossPlot() {}

    static String title(Run run) {
        return LossFinding.shown(run) == Scenario.OUTAGE
                ? "What an outage of Postgres takes"
                : "What becomes of the events";
    }

    /** Empty where there is nothing to show. */
    static Optional<Tag> drawn(Run run, Comparison comparison, ArmLook look) {
        boolean nothing = LossFinding.shownTrials(run, comparison, Arm.Kind.LOG).isEmpty()
                && LossFinding.shownTrials(run, comparison, Arm.Kind.DIRECT).isEmpty();
        if (nothing) {
            return Optional.empty();
        }
        String seen = title(run) + ": " + LossFinding.of(run, comparison).sentence();
        return Optional.of(
                LossFinding.shown(run) == Scenario.OUTAGE
                        ? overTime(run, look).drawn(seen)
                        : fates(run, comparison).drawn(seen));
    }

    private static LinePlot overTime(Run run, ArmLook look) {
        List<Series> lines = new ArrayList<>();
        Happening happening = Happening.NOTHING;
        double longest = 0;
        double most = 0;
        List<Integer> rates = run.arms().stream()
                .filter(ArmRun::writes)
                .flatMap(arm -> arm.in(Scenario.OUTAGE).stream())
                .map(Trial::offeredPerSecond)
                .distinct()
                .toList();
        for (ArmRun arm : run.arms()) {
            if (!arm.writes()) {
                continue;
            }
            for (Trial trial : arm.in(Scenario.OUTAGE)) {
                // Broker and writer warm up for longer: the load is what begins for all at once.
                List<Point> points = Timeline.notStored(trial).stream()
                        .filter(point -> point.x() >= trial.warmUpSeconds())
                        .map(point -> Point.of(point.x() - trial.warmUpSeconds(), point.y()))
                        .toList();
                for (Point point : points) {
                    longest = Math.max(longest, point.x());
                    most = Math.max(most, point.y());
                }
                String label = arm.name() + (rates.size() > 1 ? " " + Unit.EVENTS.words(trial.offeredPerSecond()) : "");
                lines.add(new Series(label, look.of(arm), points));
                // All are stopped at the same second of the load, and were within one of it.
                happening = happening.marks().isEmpty() ? Happening.of(trial).since(trial.warmUpSeconds()) : happening;
            }
        }
        LinePlot plot = new LinePlot(
                        LinearScale.between(0, longest, Unit.SECONDS),
                        "seconds since the warm-up's end",
                        LinearScale.upTo(most, Unit.EVENTS),
                        "events due and not in the database")
                .height(320)
                .addBands(happening.bands().stream()
                        .filter(band -> band.kind().equals("band-fault"))
                        .toList())
                .addMarks(happening.marks());
        lines.forEach(plot::add);
        return plot;
    }

    private static BarPlot fates(Run run, Comparison comparison) {
        BarPlot plot = new BarPlot(LinearScale.upTo(100, Unit.EVENTS), "percent of the events that were due");
        for (Arm.Kind kind : List.of(Arm.Kind.LOG, Arm.Kind.DIRECT)) {
            for (Trial trial : LossFinding.shownTrials(run, comparison, kind)) {
                plot.add(fate(trial, kind));
            }
        }
        return plot;
    }

    private static BarPlot.Row fate(Trial trial, Arm.Kind kind) {
        Fate fate = Fate.of(trial);
        long stored = Math.min(fate.due(), fate.stored());
        long never = Math.max(0, fate.due() - stored - fate.inLog() - fate.setAside() - fate.lost());
        return new BarPlot.Row(
                trial.arm() + (trial.repetition() > 1 ? " #" + trial.repetition() : ""),
                List.of(
                        part("stored", "fate-stored", stored, fate.due()),
                        part("still in the log", "fate-in-log", fate.inLog(), fate.due()),
                        part(
                                kind == Arm.Kind.LOG ? "dead letters" : "acknowledged, still in memory",
                                "fate-aside",
                                fate.setAside(),
                                fate.due()),
                        part("never acknowledged", "fate-refused", never, fate.due()),
                        part("acknowledged and lost", "fate-lost", fate.lost(), fate.due())),
                fate.lost() == 0 ? "lost none" : "lost " + Figures.roughly(fate.lost()));
    }

    private static BarPlot.Part part(String name, String colour, long events, long due) {
        return new BarPlot.Part(
                name,
                colour,
                due > 0 ? 100.0 * events / due : Double.NaN,
                name + ": " + Figures.count(events) + " of " + Figures.count(due));
    }
}
