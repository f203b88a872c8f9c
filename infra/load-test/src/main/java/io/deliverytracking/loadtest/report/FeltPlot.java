package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.Comparison.Row;
import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.DotPlot;
import io.deliverytracking.loadtest.report.plot.LogScale;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The foreground's p99 by arm at the common rate, with the controls and the bound. Stateless. */
final class FeltPlot {

    private FeltPlot() {}

    /** Empty where there is nothing to show. */
    static Optional<Tag> drawn(Run run, Comparison comparison, ArmLook look) {
        List<Row> controls = Stream.concat(comparison.idle().stream(), comparison.discard().stream())
                .toList();
        if (controls.isEmpty() && comparison.writers().isEmpty()) {
            return Optional.empty();
        }
        List<Double> values = new ArrayList<>(List.of(comparison.boundUs()));
        Stream.concat(controls.stream(), comparison.writers().stream())
                .forEach(row ->
                        row.trial().foreground().values().forEach(latency -> values.add((double) latency.p99Us())));
        DotPlot plot = new DotPlot(LogScale.around(values, Unit.MICROSECONDS), axis(run))
                .add(group("nothing stored", controls, run, look))
                .add(group("through the log", comparison.writers(Arm.Kind.LOG), run, look))
                .add(group("direct", comparison.writers(Arm.Kind.DIRECT), run, look));
        double boundUs = comparison.boundUs();
        if (Double.isFinite(boundUs)) {
            plot.bound(boundUs, "bound: " + Foreground.BOUND + " × discard");
        }
        return Optional.of(
                plot.drawn("p99 of " + Foreground.plural(run.operation()) + " at " + Figures.rate(comparison.rate())
                        + ": " + FeltFinding.of(run, comparison).sentence()));
    }

    private static String axis(Run run) {
        List<String> others = Foreground.operations(run.result().trials()).stream()
                .filter(operation -> !operation.equals(run.operation()))
                .toList();
        return "p99 of " + Foreground.plural(run.operation())
                + (others.isEmpty() ? "" : "; rings: " + String.join(", ", others));
    }

    private static DotPlot.Group group(String heading, List<Row> rows, Run run, ArmLook look) {
        return new DotPlot.Group(
                heading, rows.stream().map(row -> row(row, run, look)).toList());
    }

    private static DotPlot.Row row(Row row, Run run, ArmLook look) {
        List<Point> lesser = new ArrayList<>();
        StringBuilder hover = new StringBuilder(row.arm().arm().title()).append(": p99");
        row.trial().foreground().forEach((operation, latency) -> {
            String words = operation + " " + Figures.latency(latency.p99Us());
            hover.append(' ').append(words).append(',');
            if (!operation.equals(run.operation())) {
                lesser.add(new Point(latency.p99Us(), 0, row.name() + ": " + words));
            }
        });
        hover.setLength(hover.length() - 1);
        hover.append("; ")
                .append(row.p99().interval())
                .append(", n = ")
                .append(Figures.count(row.p99().count()));
        Fate fate = Fate.of(row.trial());
        boolean partly = row.arm().writes() && !fate.hasStoredAll();
        return new DotPlot.Row(
                row.name(),
                look.of(row.arm()),
                row.p99Us(),
                Figures.briefly(row.p99Us()) + (partly ? ", " + fate.storedWords() + " stored" : ""),
                lesser,
                hover.toString());
    }
}
