package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Trial;
import java.util.Comparator;
import java.util.List;

/**
 * One rung of an arm's ladder: its steady trials at one offered rate.
 *
 * @param trials one at least
 */
record Step(int rate, List<Trial> trials) {

    /** Whether every repetition kept up. */
    boolean held() {
        return trials.stream().allMatch(Trial::kept);
    }

    /**
     * The repetition that plots show: the middle one by the foreground's p99, the worse of two middle ones. The table of trials
     * has all of them.
     */
    Trial middle(String operation) {
        List<Trial> sorted = trials.stream()
                .filter(trial -> trial.foreground().containsKey(operation))
                .sorted(Comparator.comparingDouble(trial -> Foreground.p99(trial, operation)))
                .toList();
        return sorted.isEmpty() ? trials.get(0) : sorted.get(sorted.size() / 2);
    }
}
