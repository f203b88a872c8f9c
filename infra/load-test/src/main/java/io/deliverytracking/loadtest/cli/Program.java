package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.loadtest.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/**
 * A command of {@code ./delivery} that has a JVM of its own.
 *
 * @param name as {@code ./delivery help} knows it
 * @param command with picocli's annotations
 */
record Program(String name, Object command) {

    /** Returns the exit status; failures have been told by then. */
    int run(String... arguments) {
        quietLibraries();
        CommandLine line = new CommandLine(command);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
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
            complain("this is a fault of " + name + " itself");
            exception.printStackTrace(System.err);
            return ExitStatus.FAILED;
        });
        line.setParameterExceptionHandler((exception, parsed) -> {
            complain(String.valueOf(exception.getMessage()));
            System.err.println("          ./delivery help " + name + " lists the options.");
            return ExitStatus.USAGE;
        });
        return line.execute(arguments);
    }

    /** Ends this process. */
    static void end(int status) {
        System.out.flush();
        System.err.flush();
        // Not exit: the signals are ours, and nothing is left that a shutdown hook would have to do.
        Runtime.getRuntime().halt(status);
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
