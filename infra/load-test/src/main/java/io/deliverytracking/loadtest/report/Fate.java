package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What became of the events of one or several trials, as shares of those that were due.
 *
 * @param stored events, not rows: a second row of an event stores nothing
 * @param lost were acknowledged, and are neither stored nor in the log
 * @param inLog were acknowledged, and waited in the log when nobody waited for them any longer
 * @param refused found the application's queue full
 * @param unanswered were taken by the application and never acknowledged: given up, or in its hands when it died or was ended
 * @param unoffered were due while the application was dead, or had no processor
 */
record Fate(
        long due,
        long acknowledged,
        long stored,
        long lost,
        long inLog,
        long refused,
        long unanswered,
        long unoffered,
        long duplicated) {

    /** An arm that misses more than this of its events is not compared with one that has done its work. */
    static final double ALL = 0.999;

    static Fate of(Trial trial) {
        return of(List.of(trial));
    }

    static Fate of(List<Trial> trials) {
        long due = sum(trials, Counts::due);
        long offered = sum(trials, Counts::offered);
        long refused = sum(trials, Counts::refused);
        long acknowledged = sum(trials, Counts::acknowledged);
        long duplicated = sum(trials, Counts::duplicated);
        return new Fate(
                due,
                acknowledged,
                Math.max(0, sum(trials, Counts::stored) - duplicated),
                sum(trials, Counts::lost),
                sum(trials, Counts::inLog),
                refused,
                Math.max(0, offered - refused - acknowledged),
                Math.max(0, due - offered),
                duplicated);
    }

    private static long sum(List<Trial> trials, ToLongFunction<Counts> figure) {
        return trials.stream().map(Trial::counts).mapToLong(figure).sum();
    }

    long notStored() {
        return Math.max(0, due - stored);
    }

    long notAcknowledged() {
        return Math.max(0, due - acknowledged);
    }

    /**
     * Acknowledged, and none of stored, lost and in the log: without a log in the memory of an application that was ended before it had
     * stored them, with one the writer's dead letters.
     */
    long setAside() {
        return Math.max(0, acknowledged - stored - lost - inLog);
    }

    double storedShare() {
        return due > 0 ? stored / (double) due : Double.NaN;
    }

    boolean hasStoredAll() {
        return storedShare() >= ALL;
    }

    String storedWords() {
        return Figures.share(Math.min(stored, due), due);
    }

    /** From the least to the greatest share that one of these stored: "4% to 61%". */
    static String storedRange(List<Trial> trials) {
        return range(trials, Fate::storedShare, Fate::storedWords);
    }

    /** The same of what is not in the database. */
    static String notStoredRange(List<Trial> trials) {
        return range(trials, fate -> 1 - fate.storedShare(), fate -> Figures.share(fate.notStored(), fate.due()));
    }

    private static String range(List<Trial> trials, ToDoubleFunction<Fate> size, Function<Fate, String> words) {
        List<Fate> sorted = trials.stream()
                .map(Fate::of)
                .sorted(Comparator.comparingDouble(size))
                .toList();
        if (sorted.isEmpty()) {
            return Figures.NONE;
        }
        String least = words.apply(sorted.get(0));
        String most = words.apply(sorted.get(sorted.size() - 1));
        return least.equals(most) ? most : least + " to " + most;
    }
}
