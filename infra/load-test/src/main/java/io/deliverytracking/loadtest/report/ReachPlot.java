package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LogScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Scale;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows stored a second against events offered, arm by arm, both while the load was on: where a line leaves the diagonal is the arm's
 * knee. Of the discarding control, what its writer took. Stateless.
 */
final class ReachPlot {

    private ReachPlot() {}

    /** Empty where there is nothing to show. */
    static Optional<Tag> drawn(Run run, ArmLook look) {
        List<Double> values = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Series> lines = new ArrayList<>();
        for (ArmRun arm : run.arms()) {
            if (arm.arm().kind() == Arm.Kind.IDLE) {
                continue;
            }
            List<Point> points = new ArrayList<>();
            for (Step step : arm.steps()) {
                Trial trial = step.middle(run.operation());
                double stored = Timeline.storedPerSecond(trial);
                rates.add((double) step.rate());
                values.add(stored);
                points.add(new Point(
                        step.rate(),
                        stored,
                        arm.name() + ": " + Figures.roughly(stored) + " stored of " + Figures.rate(step.rate())
                                + " while the load was on" + (step.held() ? "" : ", does not keep up"),
                        !step.held() || stored == 0));
            }
            lines.add(new Series(arm.name(), look.of(arm), points));
        }
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        values.addAll(rates);
        Scale vertical = LogScale.around(values, Unit.EVENTS);
        LinePlot plot = new LinePlot(
                        LogScale.around(rates, Unit.EVENTS),
                        "offered, events/s",
                        vertical,
                        "stored while the load was on, rows/s; none lies on the axis")
                .height(320)
                .diagonal("all of it");
        lines.forEach(line -> plot.add(onTheAxis(line, vertical)));
        return Optional.of(plot.drawn("Rows stored against events offered a second, by arm: "
                + ReachFinding.of(run).sentence()));
    }

    /** A logarithmic scale has no zero: nothing at all is drawn at its end. */
    private static Series onTheAxis(Series line, Scale vertical) {
        return new Series(
                line.label(),
                line.style(),
                line.points().stream()
                        .map(point ->
                                point.y() == 0 ? new Point(point.x(), vertical.from(), point.words(), true) : point)
                        .toList());
    }
}
