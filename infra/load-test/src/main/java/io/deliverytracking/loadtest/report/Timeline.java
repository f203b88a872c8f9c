package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.plot.Band;
import io.deliverytracking.loadtest.report.plot.Point;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A trial second by second: its phases, and its figures as the points of a line. Stateless. */
final class Timeline {

    static final String LOAD = "load";
    static final String OUTAGE = "outage";
    static final String DRAIN = "drain";

    /** More points than this are not to be told apart in a plot of 300 units. */
    private static final int MOST_POINTS = 300;

    private Timeline() {}

    /** Phases that are neither the load itself, in order of time. */
    static List<Band> bands(Trial trial) {
        List<Band> bands = new ArrayList<>();
        List<Second> timeline = trial.timeline();
        int begin = 0;
        for (int i = 1; i <= timeline.size(); i++) {
            String phase = timeline.get(begin).phase();
            if (i < timeline.size() && timeline.get(i).phase().equals(phase)) {
                continue;
            }
            if (!phase.equals(LOAD) && !phase.isEmpty()) {
                int from = timeline.get(begin).at();
                int to = i < timeline.size()
                        ? timeline.get(i).at()
                        : timeline.get(i - 1).at() + 1;
                bands.add(new Band(from, to, phase, kind(phase)));
            }
            begin = i;
        }
        return bands;
    }

    private static String kind(String phase) {
        return switch (phase) {
            case "warm-up" -> "band-quiet";
            case DRAIN -> "band-drain";
            default -> "band-fault";
        };
    }

    static boolean has(Trial trial, ToDoubleFunction<Second> figure) {
        return trial.timeline().stream().mapToDouble(figure).anyMatch(Double::isFinite);
    }

    /** The greatest figure of each stretch: thinning never hides a peak. */
    static List<Point> peaks(Trial trial, ToDoubleFunction<Second> figure) {
        return thinned(trial.timeline().stream()
                .map(second -> Point.of(second.at(), figure.applyAsDouble(second)))
                .toList());
    }

    /**
     * What is due and not in the database yet, second by second: refused for good, waiting in the application, or waiting in the
     * log. One measure for arms with and without a log.
     */
    static List<Point> notStored(Trial trial) {
        List<Point> points = new ArrayList<>();
        long unacknowledged = 0;
        for (Second second : trial.timeline()) {
            unacknowledged += second.offered() - second.acknowledged();
            Long lag = second.lag();
            points.add(Point.of(second.at(), (double) Math.max(0, unacknowledged + (lag == null ? 0 : lag))));
        }
        return thinned(points);
    }

    private static List<Point> thinned(List<Point> points) {
        int stretch = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        if (stretch <= 1) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int from = 0; from < points.size(); from += stretch) {
            Point peak = points.get(from);
            for (Point point : points.subList(from, Math.min(points.size(), from + stretch))) {
                // A gap gives way to any figure beside it.
                if (!Double.isFinite(peak.y()) || point.y() > peak.y()) {
                    peak = point;
                }
            }
            kept.add(peak);
        }
        return kept;
    }

    static int seconds(Trial trial, String phase) {
        return (int) trial.timeline().stream()
                .filter(second -> second.phase().equals(phase))
                .count();
    }

    /** While the load was on: without warm-up, disturbance and drain. NaN where it is not known. */
    static double acknowledgedPerSecond(Trial trial) {
        return trial.timeline().stream()
                .filter(second -> second.phase().equals(LOAD))
                .mapToLong(Second::acknowledged)
                .average()
                .orElseGet(() -> {
                    double seconds = trial.warmUpSeconds() + trial.measuredSeconds();
                    return seconds > 0 ? trial.counts().acknowledged() / seconds : Double.NaN;
                });
    }

    /**
     * Seconds from the end of a phase until less than one second of load was waiting in the log; empty where there is no log, no
     * such phase, or where that never came.
     */
    static Optional<Integer> drainedAfter(Trial trial, String phase) {
        int end = Integer.MIN_VALUE;
        for (Second second : trial.timeline()) {
            if (second.phase().equals(phase)) {
                end = second.at() + 1;
            }
        }
        if (end == Integer.MIN_VALUE) {
            return Optional.empty();
        }
        for (Second second : trial.timeline()) {
            Long lag = second.lag();
            if (second.at() >= end && lag != null && lag < trial.offeredPerSecond()) {
                return Optional.of(second.at() - end);
            }
        }
        return Optional.empty();
    }

    /** The worst second of the foreground in a phase, in microseconds; NaN where there is none. */
    static double worstForeground(Trial trial, String phase) {
        return trial.timeline().stream()
                .filter(second -> second.phase().equals(phase))
                .mapToDouble(Timeline::foreground)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    static double foreground(Second second) {
        return figure(second.foregroundP99Us());
    }

    static double acknowledgement(Second second) {
        return figure(second.acknowledgementP99Us());
    }

    static double lag(Second second) {
        return figure(second.lag());
    }

    private static double figure(@Nullable Long value) {
        return value == null ? Double.NaN : value;
    }

    /** Its name for the eye. */
    static String words(Scenario scenario) {
        return switch (scenario) {
            case STEADY -> "steady";
            case SPIKE -> "spike";
            case OUTAGE -> "outage";
            case SLOW_DATABASE -> "lock";
            case KILL -> "kill";
        };
    }
}
