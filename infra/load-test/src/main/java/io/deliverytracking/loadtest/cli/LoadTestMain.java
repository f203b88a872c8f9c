package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.loadtest.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** What {@code ./delivery load-test} starts, with the options as they were typed. */
public final class LoadTestMain {

    private LoadTestMain() {}

    public static void main(String[] arguments) {
        int status = run(arguments);
        System.out.flush();
        System.err.flush();
        // Not exit: the signals are ours, and nothing is left that a shutdown hook would have to do.
        Runtime.getRuntime().halt(status);
    }

    static int run(String... arguments) {
        quietLibraries();
        CommandLine line = new CommandLine(new LoadTestCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof DemoFailure failure) {
                complain(String.valueOf(failure.getMessage()));
                return failure.status();
            }
            if (exception instanceof LabException
                    || exception instanceof IOException
                    || exception instanceof UncheckedIOException) {
                complain(String.valueOf(exception.getMessage()));
                return ExitStatus.FAILED;
            }
            complain("this is a fault of the load test itself");
            exception.printStackTrace(System.err);
            return ExitStatus.FAILED;
        });
        line.setParameterExceptionHandler((exception, parsed) -> {
            complain(String.valueOf(exception.getMessage()));
            System.err.println("          ./delivery help load-test lists the options.");
            return ExitStatus.USAGE;
        });
        return line.execute(arguments);
    }

    private static void complain(String message) {
        System.err.println(
                "delivery: " + message.replace(System.lineSeparator(), System.lineSeparator() + "          "));
    }

    /** While database and broker are stopped on purpose their clients would fill the screen. */
    private static void quietLibraries() {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        Logger.getLogger("org.postgresql").setLevel(Level.OFF);
    }
}
