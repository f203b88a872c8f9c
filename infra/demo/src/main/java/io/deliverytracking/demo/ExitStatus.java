package io.deliverytracking.demo;

/** What the commands end with; {@code ./delivery help} documents them. */
public final class ExitStatus {

    /** Done, and the reckoning balances. */
    public static final int OK = 0;

    /** The reckoning does not balance, or a service would not start. */
    public static final int FAILED = 1;

    /** The command line makes no sense. */
    public static final int USAGE = 2;

    /** Something is missing on this machine: a port, memory, disk. */
    public static final int ENVIRONMENT = 3;

    private ExitStatus() {}
}
