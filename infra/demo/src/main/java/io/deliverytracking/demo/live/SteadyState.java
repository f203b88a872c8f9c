package io.deliverytracking.demo.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run took once it was warm: from {@link #WARM_UP} after readiness the means and maxima of what the live line showed each second.
 *
 * <p>Lag is given in seconds of events: records unread, divided by records a second at that moment. Processor time an event is each
 * process' own, divided by the events that reached the log meanwhile: all that it does, whether for an event or by the clock.
 * <p>Threading: confined to the supervisor's thread.
 */
public final class SteadyState {

    /** Just-in-time compilers have seen the hot paths by then, and the backlog of the start is read. */
    static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final double MICROSECONDS = 1e6;

    private final Map<String, Double> greatestLagSeconds = new TreeMap<>();
    private int samples;
    private double eventsPerSecond;
    private double machineCpu;
    private double ourCpu;
    private final Map<String, Double> busyCores = new HashMap<>();
    private long mostBytes;

    /** One second more; ignored while the run is cold or the broker does not answer. */
    public void add(Duration elapsed, Optional<Double> events, Map<String, Long> lags, Usage usage) {
        if (elapsed.compareTo(WARM_UP) < 0 || events.isEmpty() || events.get() <= 0) {
            return;
        }
        samples++;
        eventsPerSecond += events.get();
        machineCpu += usage.machineCpu();
        ourCpu += usage.ourCpu();
        usage.busyCores().forEach((process, cores) -> busyCores.merge(process, cores, Double::sum));
        mostBytes = Math.max(mostBytes, usage.residentBytes());
        lags.forEach((group, lag) -> greatestLagSeconds.merge(group, lag / events.get(), Math::max));
    }

    /** Three lines; empty when the run ended before it was warm. */
    public String text(int cores) {
        if (samples == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "From %d s after readiness: %,.0f events/s; CPU of %d cores %.0f%% (ours %.0f%%); at most %,d MB.%n",
                WARM_UP.toSeconds(),
                eventsPerSecond / samples,
                cores,
                100 * machineCpu / samples,
                100 * ourCpu / samples,
                mostBytes >> 20));
        text.append("Greatest lag:");
        greatestLagSeconds.forEach((group, seconds) ->
                text.append(String.format(Locale.ROOT, " %s %.1f s", group.replace("-consumer", ""), seconds)));
        text.append(System.lineSeparator()).append("Processor time an event, in µs:");
        // Below a hundredth of what the pipeline takes nobody looks for anything.
        double worthNaming = 0.01
                * busyCores.values().stream().mapToDouble(Double::doubleValue).sum();
        busyCores.entrySet().stream()
                .filter(process -> process.getValue() > worthNaming)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(process -> text.append(String.format(
                        Locale.ROOT,
                        " %s %.2f",
                        process.getKey(),
                        MICROSECONDS * process.getValue() / eventsPerSecond)));
        return text.append(System.lineSeparator()).toString();
    }
}
