package io.deliverytracking.console.browser;

import io.deliverytracking.console.browser.benchmark.BenchmarkCommand;
import io.deliverytracking.console.browser.demo.DemoAwayException;
import io.deliverytracking.console.browser.pictures.ScreenshotsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The commands of this module; {@code ./delivery} passes its own two on to them. */
@Command(
        name = "delivery",
        subcommands = {BenchmarkCommand.class, ScreenshotsCommand.class})
public final class Main {
    private static final int NEEDS_SOMETHING = 3;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explained)
                .execute(arguments));
    }

    private static int explained(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof DemoAwayException) {
            commandLine.getErr().println("delivery " + commandLine.getCommandName() + ": " + failure.getMessage());
            return NEEDS_SOMETHING;
        }
        throw failure;
    }
}
