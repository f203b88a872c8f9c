package io.deliverytracking.labs.cli;

import picocli.CommandLine;

/** What {@code ./delivery lab} starts, with the options as they were typed. */
public final class LabMain {

    private LabMain() {}

    /** Ends the process with the command's exit status. */
    public static void main(String[] arguments) {
        // What clients log (a broker that went away, as asked) would stand between the lines of a lesson.
        System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
        System.exit(new CommandLine(new LabCommand(System.out, System.err, System.in)).execute(arguments));
    }
}
