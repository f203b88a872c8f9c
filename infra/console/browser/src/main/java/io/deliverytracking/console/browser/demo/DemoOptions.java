package io.deliverytracking.console.browser.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which demo a command looks at, and where its files are. */
public final class DemoOptions {
    @Option(
            names = "--console",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The console of a demo (default: ${DEFAULT-VALUE}); if nothing runs there, one is started.")
    private URI console = URI.create("http://127.0.0.1:8080");

    /** A new demo gets these options. */
    public Demo open(List<String> demoOptions) {
        return Demo.at(console, checkout(), home().resolve("logs/demo-of-its-own.log"), demoOptions);
    }

    /** The checkout of the project; {@code ./delivery} says where it is. */
    public Path checkout() {
        return Path.of(System.getenv().getOrDefault("DELIVERY_ROOT", "."));
    }

    /** Where the demo keeps its data. */
    public Path home() {
        return Path.of(System.getenv().getOrDefault("DELIVERY_HOME", ".delivery"));
    }
}
