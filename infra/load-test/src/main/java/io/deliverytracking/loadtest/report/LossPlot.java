package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.Band;
import io.deliverytracking.loadtest.report.plot.BarPlot;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LinearScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
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
        List<Band> bands = new ArrayList<>();
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
                List<Point> points = Timeline.notStored(trial);
                for (Point point : points) {
                    longest = Math.max(longest, point.x());
                    most = Math.max(most, point.y());
                }
                String label = arm.name() + (rates.size() > 1 ? " " + Unit.EVENTS.words(trial.offeredPerSecond()) : "");
                lines.add(new Series(label, look.of(arm), points));
                if (bands.isEmpty()) {
                    bands.addAll(Timeline.bands(trial).stream()
                            .filter(band -> !band.label().equals(Timeline.DRAIN))
                            .toList());
                }
            }
        }
        LinePlot plot = new LinePlot(
                        LinearScale.between(0, longest, Unit.SECONDS),
                        "seconds since the trial's start",
                        LinearScale.upTo(most, Unit.EVENTS),
                        "events due and not in the database")
                .height(320)
                .addBands(bands);
        lines.forEach(plot::add);
        return plot;
    }

    private static BarPlot fates(Run run, Comparison comparison) {
        BarPlot plot = new BarPlot(LinearScale.upTo(100, Unit.EVENTS), "percent of the offered events");
        for (Arm.Kind kind : List.of(Arm.Kind.LOG, Arm.Kind.DIRECT)) {
            for (Trial trial : LossFinding.shownTrials(run, comparison, kind)) {
                plot.add(fate(trial));
            }
        }
        return plot;
    }

    private static BarPlot.Row fate(Trial trial) {
        Counts counts = trial.counts();
        long lost = counts.lost();
        long stored = Math.min(counts.offered(), LossFinding.storedOnce(trial));
        long never = Math.max(0, counts.offered() - stored - lost);
        return new BarPlot.Row(
                trial.arm() + (trial.repetition() > 1 ? " #" + trial.repetition() : ""),
                List.of(
                        part("stored", "fate-stored", stored, counts.offered()),
                        part("never acknowledged", "fate-refused", never, counts.offered()),
                        part("acknowledged and lost", "fate-lost", lost, counts.offered())),
                lost == 0 ? "lost none" : "lost " + Figures.roughly(lost));
    }

    private static BarPlot.Part part(String name, String colour, long events, long offered) {
        return new BarPlot.Part(
                name,
                colour,
                offered > 0 ? 100.0 * events / offered : Double.NaN,
                name + ": " + Figures.count(events) + " of " + Figures.count(offered));
    }
}
