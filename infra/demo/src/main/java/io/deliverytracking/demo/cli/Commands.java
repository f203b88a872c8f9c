package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of all commands, and the failures that they share. */
@Command(
        name = "./delivery",
        description = "100,000 riders, a partitioned log, and a database that stays up.",
        subcommands = {
            DemoCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ResetCommand.class,
            ReckonCommand.class,
            PrepareCommand.class,
            BrokerCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Commands {

    private Commands() {}

    public static int run(String... arguments) {
        quietClients();
        CommandLine line = new CommandLine(new Commands());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            PrintStream err = System.err;
            if (exception instanceof DemoFailure failure) {
                err.println("delivery: " + indented(String.valueOf(failure.getMessage())));
                return failure.status();
            }
            if (exception instanceof IOException || exception instanceof java.io.UncheckedIOException) {
                err.println("delivery: " + indented(String.valueOf(exception.getMessage())));
                return ExitStatus.FAILED;
            }
            err.println("delivery: this is a fault of the demo itself");
            exception.printStackTrace(err);
            return ExitStatus.FAILED;
        });
        line.setParameterExceptionHandler((exception, parsed) -> {
            System.err.println("delivery: " + exception.getMessage());
            System.err.println(
                    "          ./delivery help " + exception.getCommandLine().getCommandName() + " lists the options.");
            return ExitStatus.USAGE;
        });
        return line.execute(arguments);
    }

    /** Where this run is kept: the script says it, or the folder one is in. */
    static DeliveryHome home() {
        String home = System.getenv("DELIVERY_HOME");
        String root = System.getenv("DELIVERY_ROOT");
        Path checkout = Path.of(root == null || root.isEmpty() ? "." : root);
        return DeliveryHome.of(
                checkout, home == null || home.isEmpty() ? checkout.resolve(".delivery") : Path.of(home));
    }

    static Console console() {
        return new Console(
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                "1".equals(System.getenv("DELIVERY_TERMINAL")));
    }

    private static String indented(String message) {
        return message.replace(System.lineSeparator(), System.lineSeparator() + "          ");
    }

    /** While broker and database are restarted their clients would fill the screen; what matters is on the live line. */
    private static void quietClients() {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        Logger.getLogger("org.postgresql").setLevel(Level.OFF);
    }
}
