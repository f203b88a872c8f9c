package io.deliverytracking.console.browser.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A headless Chromium with a software GL, so that it draws the same wherever it runs.
 *
 * <p>Playwright's driver is found by its own property {@code playwright.cli.dir}: the build unpacks the part of it that
 * this machine needs, the library alone would unpack a copy at each start.
 *
 * <p>Threading: one thread, that of its maker; Playwright's objects are not thread-safe.
 *
 * <p>Ownership: owns the driver's process, the browser and all its pages; {@link #close()} ends them.
 */
public final class Chromium implements AutoCloseable {
    /**
     * What Chromium does on a machine without a graphics card, and none of the calls home that would disturb a measurement:
     * pages are put together by the processor, WebGL2 is there but software. Without the first flag the forced software GL
     * would put pages together, too, at 60 ms of processor a frame instead of 6.
     */
    private static final List<String> FLAGS = List.of(
            "--disable-gpu-compositing",
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the given executable. */
    public static Chromium start(Path executable) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setHeadless(true)
                            // Its sandbox needs rights that containers and root don't have; it sees our own pages only.
                            .setChromiumSandbox(false)
                            .setArgs(FLAGS));
            return new Chromium(playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    public String version() {
        return browser.version();
    }

    /** A browser of its own as far as pages can tell: no history, nothing stored. The caller closes it. */
    public BrowserContext newContext(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
