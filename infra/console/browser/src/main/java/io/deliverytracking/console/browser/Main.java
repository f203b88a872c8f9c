package io.deliverytracking.console.browser;

import io.deliverytracking.console.browser.benchmark.BenchmarkCommand;
import io.deliverytracking.console.browser.pictures.ScreenshotsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this module; {@code ./delivery} passes its own two on to them. */
@Command(
        name = "delivery",
        subcommands = {BenchmarkCommand.class, ScreenshotsCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
