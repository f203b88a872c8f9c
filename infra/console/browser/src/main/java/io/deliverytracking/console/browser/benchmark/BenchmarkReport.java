package io.deliverytracking.console.browser.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, as people read it; the same goes to a file as JSON.
 *
 * @param at ISO 8601, UTC
 * @param demo how the run of the demo ended: balanced, not balanced, goes on
 * @param maps the first is what the visitor gets, the others are its peers in the same run
 */
record BenchmarkReport(String at, Machine machine, String demo, double eventsPerSecond, List<MapFigures> maps) {
    /** From the issue: what has to hold at 100,000 riders on two cores. */
    static final double SCRIPT_MS_MEDIAN = 8;

    static final double FRESHNESS_MS_P99 = 1000;

    boolean meetsTargets() {
        MapFigures map = maps.get(0);
        return map.scriptMsMedian() <= SCRIPT_MS_MEDIAN && map.freshnessMsP99() <= FRESHNESS_MS_P99;
    }

    String asText() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Map of %,d riders at 1440x900, %.0f s, %s%n",
                maps.get(0).riders(),
                maps.get(0).seconds(),
                at));
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores, %,d MB, %s, Java %s, Chromium %s, commit %s%n",
                machine.processor(),
                machine.cores(),
                machine.memoryMb(),
                machine.system(),
                machine.java(),
                machine.chromium(),
                machine.commit()));
        text.append(String.format(Locale.ROOT, "Events/s sent: %,.0f. The demo: %s.%n%n", eventsPerSecond, demo));
        line(text, "", map -> Double.NaN, "");
        line(text, "frames/s", MapFigures::framesPerSecond, "%.1f");
        line(text, "script/frame, median (target 8 ms)", MapFigures::scriptMsMedian, "%.2f ms");
        line(text, "script/frame, p99", MapFigures::scriptMsP99, "%.2f ms");
        line(text, "all script/frame, Chromium's count", MapFigures::chromiumScriptMs, "%.2f ms");
        line(text, "freshness, p50", MapFigures::freshnessMsP50, "%.0f ms");
        line(text, "freshness, p99 (target 1000 ms)", MapFigures::freshnessMsP99, "%.0f ms");
        line(text, "updates/s", MapFigures::updatesPerSecond, "%,.0f");
        line(text, "conflated/s", MapFigures::conflatedPerSecond, "%,.0f");
        line(text, "heap", MapFigures::heapMb, "%.0f MB");
        return text.toString();
    }

    private void line(StringBuilder text, String title, ToDoubleFunction<MapFigures> figure, String format) {
        text.append(String.format(Locale.ROOT, "%-36s", title));
        for (MapFigures map : maps) {
            String value =
                    format.isEmpty() ? map.renderer() : String.format(Locale.ROOT, format, figure.applyAsDouble(map));
            text.append(String.format(Locale.ROOT, "%16s", value));
        }
        text.append(System.lineSeparator());
    }
}
