package io.deliverytracking.demo;

import io.deliverytracking.demo.cli.Commands;

/** What {@code ./delivery} starts, with the command and its options as they were typed. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Not exit: the signals are ours, and nothing is left that a shutdown hook would have to do.
        int status = Commands.run(arguments);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
