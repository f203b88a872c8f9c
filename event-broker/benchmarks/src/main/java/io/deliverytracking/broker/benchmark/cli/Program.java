package io.deliverytracking.broker.benchmark.cli;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Runs a command as {@code ./delivery} does: its exit statuses, its way of complaining. Stateless. */
public final class Program {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    private Program() {}

    /** Returns the exit status; failures have been told by then. */
    public static int run(Object command, String... arguments) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        // Brokers come and go, and what their clients say of it would fill the screen.
        Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        CommandLine line = new CommandLine(command);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (exception instanceof MissingException) {
                complain(String.valueOf(exception.getMessage()));
                return ENVIRONMENT;
            }
            if (exception instanceof IOException) {
                complain(String.valueOf(exception.getMessage()));
                return FAILED;
            }
            complain("this is a fault of broker-benchmark itself");
            exception.printStackTrace(System.err);
            return FAILED;
        });
        line.setParameterExceptionHandler((exception, parsed) -> {
            complain(String.valueOf(exception.getMessage()));
            System.err.println("          ./delivery help broker-benchmark lists the options.");
            return USAGE;
        });
        return line.execute(arguments);
    }

    /** Ends this process. */
    public static void end(int status) {
        System.out.flush();
        System.err.flush();
        System.exit(status);
    }

    private static void complain(String message) {
        System.err.println(
                "delivery: " + message.replace(System.lineSeparator(), System.lineSeparator() + "          "));
    }
}
