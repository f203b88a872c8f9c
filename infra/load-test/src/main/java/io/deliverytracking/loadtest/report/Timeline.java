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

    static final String WARM_UP = "warm-up";
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
            case WARM_UP -> "band-quiet";
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
     * What is due and not in the database, second by second: not offered for want of an application, refused or given up for good,
     * waiting in the application, or waiting in the log. One measure for arms with and without a log.
     *
     * <p>What an application held when it was killed counts as never stored: whatever of it was committed, nobody can tell from
     * here. A second of which one of the parts is not known is a gap.
     */
    static List<Point> notStored(Trial trial) {
        return thinned(notStoredBySecond(trial));
    }

    private static List<Point> notStoredBySecond(Trial trial) {
        boolean log = has(trial, Timeline::lag);
        List<Point> points = new ArrayList<>();
        double gone = 0;
        double pending = 0;
        boolean dead = false;
        for (Second second : trial.timeline()) {
            gone += second.due();
            boolean untold = second.offered() == null;
            if (!untold) {
                // The one before took its own with it.
                gone += dead ? pending : 0;
                gone += orNothing(second.refused()) + orNothing(second.failed()) - orNothing(second.offered());
                pending = orNothing(second.pending());
            }
            // An application that has ended after the load tells no more, and nothing changes any more.
            dead = untold && second.due() > 0;
            double waiting = pending + (log ? lag(second) : 0);
            points.add(Point.of(second.at(), dead ? Double.NaN : Math.max(0, gone + waiting)));
        }
        return points;
    }

    /**
     * Rows a second that reached the database in the measured time: what was due in it, less what was not stored at its end and had
     * been at its beginning. Whoever acknowledges before he stores gains nothing by it. For the discarding control what its writer
     * has taken. NaN where it is not known.
     */
    static double storedPerSecond(Trial trial) {
        List<Second> timeline = trial.timeline();
        List<Point> missing = notStoredBySecond(trial);
        double due = 0;
        double dueAtEnd = 0;
        double before = 0;
        double atEnd = Double.NaN;
        int seconds = 0;
        int secondsAtEnd = 0;
        for (int i = 0; i < timeline.size(); i++) {
            double now = missing.get(i).y();
            if (!isMeasured(timeline.get(i))) {
                before = seconds == 0 && Double.isFinite(now) ? now : before;
                continue;
            }
            due += timeline.get(i).due();
            seconds++;
            if (Double.isFinite(now)) {
                atEnd = now;
                dueAtEnd = due;
                secondsAtEnd = seconds;
            }
        }
        return secondsAtEnd == 0 ? Double.NaN : Math.max(0, dueAtEnd - (atEnd - before)) / secondsAtEnd;
    }

    private static boolean isMeasured(Second second) {
        return !second.phase().equals(WARM_UP) && !second.phase().equals(DRAIN);
    }

    /** The most that waited in the log while the load was on: neither in the warm-up nor in a disturbance. NaN where nobody told. */
    static double peakLagUnderLoad(Trial trial) {
        return trial.timeline().stream()
                .filter(second -> second.phase().equals(LOAD))
                .mapToDouble(Timeline::lag)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    private static long orNothing(@Nullable Long value) {
        return value == null ? 0 : value;
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
                .mapToDouble(second -> figure(second.acknowledged()))
                .filter(Double::isFinite)
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

    /**
     * What the foreground felt in each second from the end of a phase until the trial was level again, or over, in microseconds and
     * rising. Empty where nothing ended, or there is no such phase.
     */
    static List<Double> foregroundWhileDraining(Trial trial, String phase) {
        int end = trial.timeline().stream()
                .filter(second -> second.phase().equals(phase))
                .mapToInt(second -> second.at() + 1)
                .max()
                .orElse(Integer.MAX_VALUE);
        long level =
                drainedAfter(trial, phase).map(seconds -> (long) end + seconds).orElse(Long.MAX_VALUE);
        return trial.timeline().stream()
                .filter(second -> second.at() >= end && second.at() <= level)
                .map(Timeline::foreground)
                .filter(Double::isFinite)
                .sorted()
                .toList();
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

    /** Of all processes together; NaN where nothing was read. */
    static double cores(Second second) {
        return second.cpu().isEmpty()
                ? Double.NaN
                : second.cpu().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }

    /** NaN where it is not known. */
    static double figure(@Nullable Long value) {
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
