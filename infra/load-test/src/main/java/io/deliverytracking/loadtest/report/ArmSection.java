package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.plot.BarPlot;
import io.deliverytracking.loadtest.report.plot.LinearScale;
import io.deliverytracking.loadtest.report.plot.Marker;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.report.plot.Series;
import io.deliverytracking.loadtest.report.plot.Style;
import io.deliverytracking.loadtest.report.plot.Unit;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One arm: what it does, what stops it, its curves and how its trials went over time. Stateless. */
final class ArmSection {

    /** By rising rate; dashed where the arm did not keep up. */
    private static final List<Style> COURSES = List.of(
            Style.solid("calm", Marker.CIRCLE),
            Style.solid("held", Marker.SQUARE),
            Style.solid("past", Marker.DIAMOND));

    private ArmSection() {}

    static String id(ArmRun arm) {
        return "arm-" + arm.name().replaceAll("[^A-Za-z0-9]+", "-");
    }

    static Tag drawn(Run run, ArmRun arm, Comparison comparison, ArmLook look) {
        Tag section = Tag.of("section")
                .with("id", id(arm))
                .with("class", "arm " + look.of(arm).colour())
                .add(Tag.of("h3", arm.arm().title()).add(Tag.of("code", arm.name())));
        if (!arm.arm().description().isEmpty()) {
            section.add(Layout.paragraph(arm.arm().description()));
        }
        section.add(Layout.paragraph(verdict(arm)));
        if (!arm.arm().configuration().isEmpty()) {
            section.add(Layout.terms(new TreeMap<>(arm.arm().configuration())));
        }
        List<Trial> telling = telling(run, arm, comparison);
        Tag plots = Layout.plots(plots(run, arm, telling, look));
        List<String> absent = absent(arm, telling);
        section.add(plots);
        return absent.isEmpty() ? section : section.add(Layout.note("Not shown: " + String.join("; ", absent) + "."));
    }

    /** How far it goes, and what stops it. */
    private static String verdict(ArmRun arm) {
        if (arm.trials().isEmpty()) {
            return "No trial of this arm was finished.";
        }
        if (arm.arm().kind() == Arm.Kind.IDLE) {
            return "It writes nothing: what the foreground feels here is the least it can feel on this machine.";
        }
        if (arm.steps().isEmpty()) {
            return "It was not measured at a steady rate, so its knee is not known.";
        }
        Optional<Step> held = arm.lastHeld();
        Optional<Step> broken = arm.firstNotHeld();
        String reach = held.map(step -> "Keeps up with " + Figures.rate(step.rate()))
                .orElse("Does not keep up with any rate that it was offered");
        if (broken.isEmpty()) {
            return reach + ", the highest it was offered. Bottleneck there: "
                    + sentence(held.orElseThrow().trials().get(0).bottleneck());
        }
        return reach + "; at " + Figures.rate(broken.get().rate()) + " it no longer does. Bottleneck: "
                + sentence(broken.get().trials().get(0).bottleneck());
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    /** The trials whose course is shown: at the common rate, at the last rate that it held, and at the first that it did not. */
    private static List<Trial> telling(Run run, ArmRun arm, Comparison comparison) {
        List<Step> steps = new ArrayList<>();
        arm.step(comparison.rate()).ifPresent(steps::add);
        arm.lastHeld().ifPresent(steps::add);
        arm.firstNotHeld().ifPresent(steps::add);
        if (arm.arm().kind() == Arm.Kind.IDLE && steps.isEmpty() && !arm.steps().isEmpty()) {
            steps.add(arm.steps().get(0));
        }
        return steps.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Step::rate))
                .map(step -> step.middle(run.operation()))
                .toList();
    }

    private static List<Tag> plots(Run run, ArmRun arm, List<Trial> telling, ArmLook look) {
        String operation = run.operation();
        List<Tag> plots = new ArrayList<>();
        RateCurves.percentiles(
                        run,
                        arm,
                        "Foreground, " + Foreground.plural(operation) + ", against rate",
                        trial -> trial.foreground().get(operation))
                .ifPresent(plots::add);
        RateCurves.percentiles(run, arm, "Time until acknowledged against rate", Trial::acknowledgement)
                .ifPresent(plots::add);
        RateCurves.percentiles(run, arm, "Time until visible against rate", Trial::visibility)
                .ifPresent(plots::add);
        overTime(
                        arm,
                        telling,
                        "p99 of the foreground over time, all operations",
                        Unit.MICROSECONDS,
                        trial -> Timeline.peaks(trial, Timeline::foreground))
                .ifPresent(plots::add);
        overTime(
                        arm,
                        telling,
                        "p99 until acknowledged, over time",
                        Unit.MICROSECONDS,
                        trial -> Timeline.peaks(trial, Timeline::acknowledgement))
                .ifPresent(plots::add);
        if (arm.writes()) {
            waiting(arm, telling).ifPresent(plots::add);
        }
        if (arm.arm().kind() != Arm.Kind.IDLE) {
            overTime(
                            arm,
                            telling,
                            "Queue: bytes waiting in the application, over time",
                            Unit.BYTES,
                            trial -> Timeline.peaks(trial, second -> Timeline.figure(second.queueBytes())))
                    .ifPresent(plots::add);
        }
        cpu(arm, operation).ifPresent(plots::add);
        overTime(
                        arm,
                        telling,
                        "Processors that all parts use, over time",
                        Unit.CORES,
                        trial -> Timeline.peaks(trial, Timeline::cores))
                .ifPresent(plots::add);
        RateCurves.single(
                        run,
                        arm,
                        look.of(arm),
                        "WAL per row stored against rate",
                        Unit.BYTES,
                        Figures::bytes,
                        Costs::walBytesPerRow)
                .ifPresent(plots::add);
        overTime(
                        arm,
                        telling,
                        "WAL per second, over time",
                        Unit.BYTES,
                        trial -> Timeline.peaks(trial, second -> Timeline.figure(second.walBytes())))
                .ifPresent(plots::add);
        return plots;
    }

    /** With a log, what waits in it; without, what waits in the application or was refused. */
    private static Optional<Tag> waiting(ArmRun arm, List<Trial> telling) {
        return arm.arm().kind() == Arm.Kind.LOG
                ? overTime(
                        arm,
                        telling,
                        "Lag and drain: events waiting in the log",
                        Unit.EVENTS,
                        trial -> Timeline.peaks(trial, Timeline::lag))
                : overTime(
                        arm,
                        telling,
                        "Events due and not in the database, and drain",
                        Unit.EVENTS,
                        Timeline::notStored);
    }

    private static Optional<Tag> overTime(
            ArmRun arm, List<Trial> telling, String title, Unit unit, Function<Trial, List<Point>> points) {
        List<Series> lines = new ArrayList<>();
        for (Trial trial : telling) {
            Style style = COURSES.get(lines.size() % COURSES.size());
            String label = trial.offeredPerSecond() > 0 ? Figures.count(trial.offeredPerSecond()) + "/s" : "";
            lines.add(new Series(label, trial.kept() ? style : style.dashed("6 3"), points.apply(trial)));
        }
        return TimePlot.drawn(
                title,
                TimePlot.seconds(lines),
                TimePlot.scale(unit, lines),
                lines,
                // They have the same phases, and drain for as long as each needs.
                telling.stream()
                        .max(Comparator.comparingInt(trial -> trial.timeline().size()))
                        .map(Happening::of)
                        .orElse(Happening.NOTHING),
                title + ", second by second, of " + arm.name() + ".");
    }

    private static Optional<Tag> cpu(ArmRun arm, String operation) {
        TreeSet<String> processes = new TreeSet<>(Processes.ORDER);
        double most = 0;
        for (Step step : arm.steps()) {
            Trial trial = step.middle(operation);
            processes.addAll(trial.resources().cpuSeconds().keySet());
            double cores = Costs.cores(trial);
            most = Double.isFinite(cores) ? Math.max(most, cores) : most;
        }
        if (most == 0) {
            return Optional.empty();
        }
        BarPlot plot = new BarPlot(LinearScale.upTo(most, Unit.CORES), "processors in use");
        for (Step step : arm.steps()) {
            Trial trial = step.middle(operation);
            List<BarPlot.Part> parts = new ArrayList<>();
            for (String process : processes) {
                double cores = Costs.cores(trial, process);
                parts.add(new BarPlot.Part(
                        process,
                        Processes.colour(process),
                        cores,
                        process + ": " + Figures.decimal(cores) + " processors"));
            }
            String label = step.rate() > 0 ? Figures.count(step.rate()) + "/s" : "idle";
            plot.add(new BarPlot.Row(label, parts, Figures.decimal(Costs.cores(trial))));
        }
        return Optional.of(Layout.figure(
                "Processors by process and rate",
                plot.drawn("Processors in use by process and rate, of " + arm.name() + ".")));
    }

    private static List<String> absent(ArmRun arm, List<Trial> telling) {
        List<String> absent = new ArrayList<>();
        if (arm.trials().isEmpty()) {
            return absent;
        }
        Map<String, Boolean> shown = new TreeMap<>();
        shown.put(
                "the foreground was not measured",
                arm.trials().stream().anyMatch(trial -> !trial.foreground().isEmpty()));
        if (arm.writes()) {
            shown.put(
                    "times until acknowledged were not measured",
                    arm.trials().stream().anyMatch(trial -> trial.acknowledgement() != null));
            shown.put(
                    "times until visible were not measured",
                    arm.trials().stream().anyMatch(trial -> trial.visibility() != null));
        }
        shown.put(
                "there are no steady trials with their seconds",
                telling.stream().anyMatch(trial -> !trial.timeline().isEmpty()));
        shown.forEach((words, present) -> {
            if (!present) {
                absent.add(words);
            }
        });
        return absent;
    }
}
