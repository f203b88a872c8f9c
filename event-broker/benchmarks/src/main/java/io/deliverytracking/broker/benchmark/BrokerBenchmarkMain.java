package io.deliverytracking.broker.benchmark;

import io.deliverytracking.broker.benchmark.cli.BrokerBenchmarkCommand;
import io.deliverytracking.broker.benchmark.cli.Program;
import java.io.IOException;
import java.util.Arrays;

/** What {@code ./delivery broker-benchmark} starts, with the options as they were typed. */
public final class BrokerBenchmarkMain {

    private static final String JMH = "--jmh";

    private BrokerBenchmarkMain() {}

    /** @param arguments of the comparison; or {@value #JMH}, and what JMH's own command line takes */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            Program.end(Program.run(new BrokerBenchmarkCommand(), arguments));
        }
    }
}
