package io.deliverytracking.simulator.control;

import java.nio.file.Path;

/** A simulator in a process of its own, which goes on until it is killed. Arguments: broker, ledger directory. */
final class KilledSimulator {

    private KilledSimulator() {}

    @SuppressWarnings("resource") // Nobody closes what is killed.
    public static void main(String[] args) throws InterruptedException {
        new BareSimulator(BareSimulator.properties(args[0], Path.of(args[1])));
        Thread.currentThread().join();
    }
}
