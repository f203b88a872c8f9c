package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LinearScale;
import io.deliverytracking.loadtest.report.plot.LogScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Scale;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines over the seconds of a trial. Stateless. */
final class TimePlot {

    private TimePlot() {}

    /** A scale that holds all of these lines: times on a logarithmic one, anything else from zero. */
    static Scale scale(Unit unit, List<Series> lines) {
        List<Double> values = new ArrayList<>();
        lines.forEach(line -> line.points().forEach(point -> values.add(point.y())));
        return unit == Unit.MICROSECONDS
                ? LogScale.around(values, unit)
                : LinearScale.upTo(
                        values.stream()
                                .mapToDouble(Double::doubleValue)
                                .filter(Double::isFinite)
                                .max()
                                .orElse(0),
                        unit);
    }

    /** From the trial's start to the last point of these lines. */
    static Scale seconds(List<Series> lines) {
        return LinearScale.between(
                0,
                lines.stream()
                        .flatMap(line -> line.points().stream())
                        .mapToDouble(Point::x)
                        .max()
                        .orElse(0),
                Unit.SECONDS);
    }

    /** Empty where no line has a point to show. */
    static Optional<Tag> drawn(
            String title, Scale seconds, Scale vertical, List<Series> lines, Happening happening, String seen) {
        boolean something =
                lines.stream().flatMap(line -> line.points().stream()).anyMatch(point -> vertical.shows(point.y()));
        if (!something) {
            return Optional.empty();
        }
        LinePlot plot = new LinePlot(seconds, "seconds since the trial's start", vertical, "")
                .addBands(happening.bands())
                .addMarks(happening.marks())
                .height(220);
        lines.forEach(plot::add);
        return Optional.of(Layout.figure(title, plot.drawn(seen)));
    }
}
