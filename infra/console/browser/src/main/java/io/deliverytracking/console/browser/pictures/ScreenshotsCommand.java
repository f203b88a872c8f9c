package io.deliverytracking.console.browser.pictures;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.deliverytracking.console.browser.chromium.Chromium;
import io.deliverytracking.console.browser.chromium.InstalledChromium;
import io.deliverytracking.console.browser.demo.Demo;
import io.deliverytracking.console.browser.demo.DemoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the pictures of the README anew, of the demo that runs or of one of its own. */
@Command(
        name = "screenshots",
        mixinStandardHelpOptions = true,
        description = "Takes the README's pictures of the console, of the demo that runs or of one of its own.",
        footer = {
            "",
            "Exit status: 0 they are taken; 1 not; 2 wrong options; 3 Chromium is missing, or the demo went away."
        })
public final class ScreenshotsCommand implements Callable<Integer> {
    /** A demo of its own: a full city, when most people order. */
    private static final List<String> DINNER =
            List.of("--riders", "20000", "--set", "simulator:simulator.city.time-of-day=19:30");

    private static final int PATIENCE_MS = 120_000;

    /** Charts and trails are worth a look when a minute or two of them are there. */
    private static final List<Picture> PICTURES = List.of(
            new Picture(
                    "map.png",
                    "/#13.6/52.5200/13.4050",
                    ColorScheme.DARK,
                    "map?.mode === 'riders' && map.ridersInView() > 500 && map.figures().freshnessMsP99 !== undefined"),
            new Picture(
                    "rider.png",
                    "/?rider={rider}",
                    ColorScheme.LIGHT,
                    "map?.selected() && deep('[data-testid=rider-trail]')?.dataset.points > 60"),
            new Picture(
                    "pipeline.png",
                    "/pipeline",
                    ColorScheme.DARK,
                    "Number(deep('[data-testid=figure-rows]')?.dataset.value) > 0"));

    /** {@code deep} finds an element behind the shadow roots. */
    private static final String READY = """
            () => {
              const deep = (selector, root = document) => {
                const found = root.querySelector(selector);
                if (found) return found;
                for (const element of root.querySelectorAll('*')) {
                  const inner = element.shadowRoot && deep(selector, element.shadowRoot);
                  if (inner) return inner;
                }
                return null;
              };
              const map = window.deliveryMap;
              return %s;
            }""";

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the pictures go (default: infra/docs/screenshots of the checkout).")
    private Path output = Path.of("infra/docs/screenshots");

    @Override
    public Integer call() throws IOException {
        Path executable = InstalledChromium.find().orElse(null);
        if (executable == null) {
            System.err.println(InstalledChromium.MISSING);
            return 3;
        }
        Path folder = Files.createDirectories(options.checkout().resolve(output));
        try (Demo demo = options.open(DINNER);
                Chromium chromium = Chromium.start(executable)) {
            int rider = riderOnTheWay(demo);
            for (Picture picture : PICTURES) {
                Path file = folder.resolve(picture.file());
                Files.write(file, SmallPng.of(take(picture, chromium, demo, rider)));
                System.out.println(file + ": " + Files.size(file) / 1024 + " KB");
            }
        }
        return 0;
    }

    private static byte[] take(Picture picture, Chromium chromium, Demo demo, int rider) {
        try (BrowserContext context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(picture.scheme()))) {
            context.setDefaultTimeout(PATIENCE_MS);
            Page page = context.newPage();
            String path = picture.path().replace("{rider}", Integer.toString(rider));
            page.navigate(demo.console().resolve(path).toString());
            page.waitForFunction(String.format(READY, picture.ready()));
            // Fades and flights of the map have ended, figures have settled.
            Demo.pause(5_000);
            return page.screenshot();
        }
    }

    /** Somebody with food in the bag, who moves and whose order has a story. */
    private static int riderOnTheWay(Demo demo) {
        for (int attempt = 0; attempt < 300; attempt++) {
            for (int rider = 1; rider <= 300; rider++) {
                if (demo.get("/services/location/api/riders/" + rider)
                        .path("status")
                        .asText()
                        .endsWith("TO_CUSTOMER")) {
                    return rider;
                }
            }
            Demo.pause(2_000);
        }
        throw new IllegalStateException("no rider has food in the bag; is there any demand?");
    }
}
