package io.deliverytracking.loadtest.cli;

import java.util.Arrays;

/** What {@code ./delivery load-test} and {@code ./delivery drain-benchmark} start, with the options as they were typed. */
public final class LoadTestMain {

    private static final String DRAIN_BENCHMARK = "drain-benchmark";

    private LoadTestMain() {}

    /** @param arguments the options of a load test, or {@value #DRAIN_BENCHMARK} and its options */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(DRAIN_BENCHMARK)) {
            String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
            Program.end(new Program(DRAIN_BENCHMARK, new DrainBenchmarkCommand()).run(options));
        } else {
            Program.end(new Program("load-test", new LoadTestCommand()).run(arguments));
        }
    }
}
