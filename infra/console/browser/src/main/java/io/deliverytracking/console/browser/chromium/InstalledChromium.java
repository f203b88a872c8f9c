package io.deliverytracking.console.browser.chromium;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where this machine has its Chromium. */
public final class InstalledChromium {
    /** The names under which distributions install it. */
    public static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What to say to people who have none. */
    public static final String MISSING =
            "chromium is not on the PATH; on Debian: apt-get install --no-install-recommends chromium fonts-dejavu-core";

    private InstalledChromium() {}

    /** The first of its names that is on the {@code PATH}. */
    public static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return NAMES.stream()
                .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
