package io.deliverytracking.demo.live;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One second of the demo in one line. Pure. */
public final class LiveLine {

    private LiveLine() {}

    /**
     * The line.
     *
     * @param elapsed  since readiness
     * @param events   events a second that reached the log; empty while the broker does not answer
     * @param lags     records by group; empty while unknown
     * @param rows     rows a second that were committed; empty while the database does not answer
     * @param restarts how many processes had to be started again so far
     * @param replay   where the replay is; empty without one
     */
    public static String of(
            Duration elapsed,
            Optional<Double> events,
            Map<String, Long> lags,
            Optional<Double> rows,
            Usage usage,
            int restarts,
            Optional<String> replay) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT, "%2d:%02d  %s events/s  lag", elapsed.toMinutes(), elapsed.toSecondsPart(), rate(events)));
        for (String group : LogProbe.GROUPS) {
            Long lag = lags.get(group);
            line.append(' ')
                    .append(group.replace("-consumer", ""))
                    .append(' ')
                    .append(lag == null ? "?" : String.format(Locale.ROOT, "%,d", lag));
        }
        line.append(String.format(
                Locale.ROOT,
                "  %s rows/s  CPU %.0f%% (ours %.0f%%)  %,d MB",
                rate(rows),
                100 * usage.machineCpu(),
                100 * usage.ourCpu(),
                usage.residentBytes() >> 20));
        if (restarts > 0) {
            line.append("  restarts ").append(restarts);
        }
        replay.ifPresent(where -> line.append("  ").append(where));
        return line.toString();
    }

    private static String rate(Optional<Double> perSecond) {
        return perSecond.map(rate -> String.format(Locale.ROOT, "%,7.0f", rate)).orElse("      ?");
    }
}
