package io.deliverytracking.console.browser.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.deliverytracking.console.browser.chromium.Chromium;
import io.deliverytracking.console.browser.demo.Demo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Opens the map on a window of 1440 by 900, with the whole city in view, lets it settle, and looks at its figures once a
 * second.
 *
 * <p>Two sources: the page's own figures (what the HUD shows, from {@code window.deliveryMap}) and Chromium's books of the
 * page's process, which know nothing of ours. Looking costs the page a fraction of a millisecond a second.
 *
 * <p>Threading: that of the browser.
 */
final class MapMeasurement {
    private static final int PATIENCE_MS = 120_000;

    private final Chromium chromium;
    private final URI console;

    MapMeasurement(Chromium chromium, URI console) {
        this.chromium = chromium;
        this.console = console;
    }

    /**
     * @param query selects the renderer
     * @param riders how many have to be on the map before anything counts
     */
    MapFigures measure(String query, long riders, Duration settling, Duration measured) {
        try (BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))) {
            context.setDefaultTimeout(PATIENCE_MS);
            Page page = context.newPage();
            page.navigate(console.resolve("/" + query).toString());
            page.waitForFunction(
                    "riders => window.deliveryMap?.mode === 'riders' && window.deliveryMap.ridersInView() >= riders",
                    // Playwright passes no long.
                    riders * 0.95);
            Demo.pause(settling.toMillis());
            return watch(page, context.newCDPSession(page), measured);
        }
    }

    private static MapFigures watch(Page page, CDPSession session, Duration measured) {
        session.send("Performance.enable");
        page.evaluate("() => window.deliveryMap.resetFigures()");
        Map<String, Number> before = figures(page);
        double scriptBeforeS = metric(session, "ScriptDuration");
        List<Map<String, Number>> seconds = new ArrayList<>();
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < measured.toNanos()) {
            Demo.pause(1000);
            seconds.add(figures(page));
        }
        double elapsedS = (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
        double scriptS = metric(session, "ScriptDuration") - scriptBeforeS;
        Map<String, Number> after = seconds.get(seconds.size() - 1);
        double frames = difference(after, before, "frames");
        return new MapFigures(
                (String) page.evaluate("() => window.deliveryMap.renderer"),
                ((Number) page.evaluate("() => window.deliveryMap.ridersInView()")).longValue(),
                elapsedS,
                frames / elapsedS,
                median(seconds, "scriptMsMedian"),
                worst(seconds, "scriptMsP99"),
                scriptS * 1000 / Math.max(1, frames),
                median(seconds, "freshnessMsP50"),
                worst(seconds, "freshnessMsP99"),
                difference(after, before, "updates") / elapsedS,
                difference(after, before, "conflated") / elapsedS,
                metric(session, "JSHeapUsedSize") / (1 << 20));
    }

    /** The page's figures; those that it does not know yet are absent. */
    @SuppressWarnings("unchecked")
    private static Map<String, Number> figures(Page page) {
        return (Map<String, Number>) page.evaluate("""
                () => Object.fromEntries(Object.entries(window.deliveryMap.figures())
                  .filter(([, value]) => value !== undefined)
                  .map(([name, value]) => [name, Math.min(value, 1e15)]))""");
    }

    private static double difference(Map<String, Number> after, Map<String, Number> before, String name) {
        return after.getOrDefault(name, 0).doubleValue()
                - before.getOrDefault(name, 0).doubleValue();
    }

    private static double median(List<Map<String, Number>> seconds, String name) {
        List<Double> values = sorted(seconds, name);
        return values.isEmpty() ? Double.NaN : values.get(values.size() / 2);
    }

    private static double worst(List<Map<String, Number>> seconds, String name) {
        List<Double> values = sorted(seconds, name);
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    private static List<Double> sorted(List<Map<String, Number>> seconds, String name) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Number> second : seconds) {
            Number value = second.get(name);
            if (value != null) {
                values.add(value.doubleValue());
            }
        }
        Collections.sort(values);
        return values;
    }

    /** One of Chromium's metrics of the page's process: seconds or bytes. */
    private static double metric(CDPSession session, String name) {
        JsonObject answer = session.send("Performance.getMetrics");
        for (JsonElement metric : answer.getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("Chromium knows no metric " + name);
    }
}
