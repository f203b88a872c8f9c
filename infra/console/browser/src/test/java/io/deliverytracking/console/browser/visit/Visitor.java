package io.deliverytracking.console.browser.visit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.deliverytracking.console.browser.chromium.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a browser of their own. Pages are opened by {@link #opens}, after the device was chosen; all are closed
 * when the test is over.
 *
 * <p>Threading: the test's thread.
 */
public final class Visitor {
    private static final Path FAILURES = Path.of("target/failures");

    private final Chromium chromium;
    private final URI console;
    private final int patienceMs;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> uncaught = new ArrayList<>();
    private Browser.NewContextOptions device = desktop();

    Visitor(Chromium chromium, URI console, int patienceMs) {
        this.chromium = chromium;
        this.console = console;
        this.patienceMs = patienceMs;
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1440, 900);
    }

    /** From the next page on: a phone, held upright, touched. */
    public Visitor onAPhone() {
        device = new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true);
        return this;
    }

    /** From the next page on: the system's appearance is dark or light. */
    public Visitor whoseSystemIs(ColorScheme scheme) {
        device.setColorScheme(scheme);
        return this;
    }

    /** From the next page on: the system asks for less motion. */
    public Visitor whoWantsLessMotion() {
        device.setReducedMotion(ReducedMotion.REDUCE);
        return this;
    }

    /** Opens a page of the console in a fresh browser. */
    public Page opens(String path) {
        return opens(path, "");
    }

    /** Opens the map with a query or a fragment of its own, and waits until riders are known. */
    public MapPage opensTheMap(String where) {
        return new MapPage(opens("/" + where)).withRiders(1);
    }

    /** As {@link #opensTheMap(String)}, of another pipeline's console. */
    public MapPage opensTheMapOf(URI address, String where) {
        return new MapPage(opens(address.resolve("/" + where).toString())).withRiders(1);
    }

    /** As {@link #opens(String)}, on a machine without WebGL2. */
    public Page opensWithoutWebGl(String path) {
        return opens(path, """
                const getContext = HTMLCanvasElement.prototype.getContext;
                HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
                  return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest);
                };
                const offscreen = OffscreenCanvas.prototype.getContext;
                OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
                  return kind === 'webgl2' ? null : offscreen.call(this, kind, ...rest);
                };
                """);
    }

    private Page opens(String path, String script) {
        BrowserContext context = chromium.newContext(device);
        contexts.add(context);
        context.setDefaultTimeout(patienceMs);
        if (!script.isEmpty()) {
            context.addInitScript(script);
        }
        Page page = context.newPage();
        page.onConsoleMessage(message -> said.add(message.type() + ": " + message.text()));
        page.onPageError(error -> uncaught.add(path + ": " + error));
        page.navigate(console.resolve(path).toString());
        return page;
    }

    /** Closes all pages; fails for an error that nobody caught. */
    void leave(boolean failed, String test) {
        try {
            if (failed || !uncaught.isEmpty()) {
                keepForTheReport(test);
            }
        } finally {
            contexts.forEach(BrowserContext::close);
        }
        if (!failed) {
            assertThat(uncaught).as("errors in the page").isEmpty();
        }
    }

    private void keepForTheReport(String test) {
        String name = test.replaceAll("[^A-Za-z0-9.]+", "-");
        try {
            Files.createDirectories(FAILURES);
            List<String> lines = new ArrayList<>(said);
            lines.addAll(uncaught);
            Files.write(FAILURES.resolve(name + ".txt"), lines);
            int number = 0;
            for (BrowserContext context : contexts) {
                for (Page page : context.pages()) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(FAILURES.resolve(name + "-" + number++ + ".png"))
                            .setTimeout(patienceMs));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
