package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.LinePlot;
import io.deliverytracking.loadtest.report.plot.LinearScale;
import io.deliverytracking.loadtest.report.plot.LogScale;
import io.deliverytracking.loadtest.report.plot.Marker;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Scale;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Style;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Figures of steady trials against the offered rate. Empty where nothing was measured. Stateless. */
final class RateCurves {

    private static final String OFFERED = "offered, events/s";

    private RateCurves() {}

    /** One figure, a line for each arm. */
    static Optional<Tag> byArm(
            Run run,
            ArmLook look,
            String title,
            Unit unit,
            DoubleFunction<String> words,
            ToDoubleFunction<Trial> figure) {
        List<Series> lines = new ArrayList<>();
        for (ArmRun arm : run.arms()) {
            List<Point> points = points(arm, run.operation(), arm.name(), words, figure);
            if (!points.isEmpty()) {
                lines.add(new Series(arm.name(), look.of(arm), points));
            }
        }
        idle(run, look, lines, figure).ifPresent(lines::add);
        return drawn(title, unit, lines, title + ", by arm and offered rate.");
    }

    /** The idle control has no rate: a line across all of them. */
    private static Optional<Series> idle(Run run, ArmLook look, List<Series> others, ToDoubleFunction<Trial> figure) {
        DoubleSummaryStatistics rates = others.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .summaryStatistics();
        return run.arms(Arm.Kind.IDLE).stream()
                .flatMap(arm -> arm.step(0).stream()
                        .map(step -> figure.applyAsDouble(step.middle(run.operation())))
                        .filter(value -> Double.isFinite(value) && rates.getCount() > 0)
                        .map(value -> new Series(
                                arm.name(),
                                look.of(arm),
                                List.of(Point.of(rates.getMin(), value), Point.of(rates.getMax(), value)))))
                .findFirst();
    }

    /** Three percentiles of one arm. */
    static Optional<Tag> percentiles(
            Run run, ArmRun arm, String title, Function<Trial, @Nullable Latency> distribution) {
        List<Series> lines = new ArrayList<>();
        lines.add(percentile(run, arm, "p99.9", new Style("pct-999", Marker.DIAMOND, "2 3"), trial -> {
            Latency latency = distribution.apply(trial);
            return latency == null ? Double.NaN : latency.p999Us();
        }));
        lines.add(percentile(run, arm, "p99", Style.solid("pct-99", Marker.CIRCLE), trial -> {
            Latency latency = distribution.apply(trial);
            return latency == null ? Double.NaN : latency.p99Us();
        }));
        lines.add(percentile(run, arm, "p50", new Style("pct-50", Marker.SQUARE, "6 3"), trial -> {
            Latency latency = distribution.apply(trial);
            return latency == null ? Double.NaN : latency.p50Us();
        }));
        lines.removeIf(line -> line.points().isEmpty());
        return drawn(title, Unit.MICROSECONDS, lines, title + " of " + arm.name() + " against the offered rate.");
    }

    private static Series percentile(Run run, ArmRun arm, String name, Style style, ToDoubleFunction<Trial> figure) {
        return new Series(name, style, points(arm, run.operation(), name, Figures::latency, figure));
    }

    /** One figure of one arm. */
    static Optional<Tag> single(
            Run run,
            ArmRun arm,
            Style style,
            String title,
            Unit unit,
            DoubleFunction<String> words,
            ToDoubleFunction<Trial> figure) {
        List<Point> points = points(arm, run.operation(), arm.name(), words, figure);
        return drawn(
                title,
                unit,
                points.isEmpty() ? List.of() : List.of(new Series("", style, points)),
                title + " of " + arm.name() + " against the offered rate.");
    }

    private static List<Point> points(
            ArmRun arm, String operation, String name, DoubleFunction<String> words, ToDoubleFunction<Trial> figure) {
        List<Point> points = new ArrayList<>();
        for (Step step : arm.steps()) {
            double value = figure.applyAsDouble(step.middle(operation));
            if (Double.isFinite(value) && step.rate() > 0) {
                points.add(new Point(
                        step.rate(),
                        value,
                        name + " at " + Figures.rate(step.rate()) + ": " + words.apply(value)
                                + (step.held() ? "" : ", does not keep up"),
                        !step.held()));
            }
        }
        return points;
    }

    /** Times on a logarithmic scale, anything else from zero. */
    private static Optional<Tag> drawn(String title, Unit unit, List<Series> lines, String seen) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Double> rates = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        lines.forEach(line -> line.points().forEach(point -> {
            rates.add(point.x());
            values.add(point.y());
        }));
        Scale vertical = unit == Unit.MICROSECONDS
                ? LogScale.around(values, unit)
                : LinearScale.upTo(
                        values.stream().mapToDouble(Double::doubleValue).max().orElse(0), unit);
        LinePlot plot = new LinePlot(LogScale.around(rates, Unit.EVENTS), OFFERED, vertical, "");
        lines.forEach(plot::add);
        return Optional.of(Layout.figure(title, plot.drawn(seen)));
    }
}
