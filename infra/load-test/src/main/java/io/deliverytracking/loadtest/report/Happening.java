package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.plot.Band;
import io.deliverytracking.loadtest.report.plot.Mark;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened during a trial, to be drawn behind its lines: the phases as they were planned, and the moments as they were.
 *
 * @param bands stretches of the plan that are not the load itself
 * @param marks what was done, and the end of the load, in the order of time
 */
record Happening(List<Band> bands, List<Mark> marks) {

    static final String END_OF_LOAD = "end of load";
    static final Happening NOTHING = new Happening(List.of(), List.of());

    static Happening of(Trial trial) {
        List<Mark> marks = new ArrayList<>();
        for (Moment moment : trial.moments()) {
            marks.add(new Mark(moment.atSeconds(), briefly(moment.what())));
        }
        trial.timeline().stream()
                .filter(second -> second.phase().equals(Timeline.DRAIN))
                .mapToInt(Second::at)
                .min()
                .ifPresent(end -> marks.add(new Mark(end, END_OF_LOAD)));
        marks.sort(Comparator.comparingDouble(Mark::at));
        return new Happening(Timeline.bands(trial), List.copyOf(marks));
    }

    /** The same, seen from so many seconds after the trial's start. */
    Happening since(double seconds) {
        return new Happening(
                bands.stream()
                        .map(band -> new Band(band.from() - seconds, band.to() - seconds, band.label(), band.kind()))
                        .toList(),
                marks.stream()
                        .map(mark -> new Mark(mark.at() - seconds, mark.label()))
                        .toList());
    }

    /** Two words at most where they are known: a plot has little room above it. */
    private static String briefly(String what) {
        return switch (what) {
            case "Postgres is stopped" -> "stopped";
            case "Postgres is back" -> "back";
            case "the table is locked" -> "locked";
            case "the lock is released" -> "released";
            case "the writer is killed", "the application is killed" -> "killed";
            case "the writer runs again" -> "again";
            default -> what;
        };
    }
}
