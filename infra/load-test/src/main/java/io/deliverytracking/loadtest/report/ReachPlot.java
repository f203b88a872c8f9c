package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LogScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Acknowledged against offered events, arm by arm: where a line leaves the diagonal is the arm's knee. Stateless. */
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
                double acknowledged = Timeline.acknowledgedPerSecond(trial);
                rates.add((double) step.rate());
                values.add(acknowledged);
                points.add(new Point(
                        step.rate(),
                        acknowledged,
                        arm.name() + ": " + Figures.roughly(acknowledged) + " acknowledged of "
                                + Figures.rate(step.rate()) + (step.held() ? "" : ", does not keep up"),
                        !step.held()));
            }
            lines.add(new Series(arm.name(), look.of(arm), points));
        }
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        values.addAll(rates);
        LinePlot plot = new LinePlot(
                        LogScale.around(rates, Unit.EVENTS),
                        "offered, events/s",
                        LogScale.around(values, Unit.EVENTS),
                        "acknowledged, events/s")
                .height(320)
                .diagonal("all of it");
        lines.forEach(plot::add);
        return Optional.of(plot.drawn("Acknowledged against offered events a second, by arm: "
                + ReachFinding.of(run).sentence()));
    }
}
