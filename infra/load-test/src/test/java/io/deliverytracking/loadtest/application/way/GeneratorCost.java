package io.deliverytracking.loadtest.application.way;

import com.sun.management.OperatingSystemMXBean;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.application.load.Event;
import io.deliverytracking.loadtest.application.load.Generator;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.load.Progress;
import io.deliverytracking.loadtest.application.load.Sink;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the offered load itself costs: generator, ledger and outcomes, with a sink that acknowledges at once and writes nothing.
 *
 * <p>To be run by hand, on a machine that does nothing else; arguments are the rates:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:... io.deliverytracking.loadtest.application.way.GeneratorCost 100000 200000
 * </pre>
 */
final class GeneratorCost {

    private static final int RIDERS = 100_000;
    private static final int WARM_UP_S = 5;
    private static final int MEASURED_S = 10;

    private GeneratorCost() {}

    public static void main(String[] rates) throws Exception {
        for (String rate : rates) {
            measure(Integer.parseInt(rate));
        }
    }

    private static void measure(int rate) throws Exception {
        Path directory = Files.createTempDirectory("generator-cost-");
        try (LedgerWriter ledger =
                new LedgerDirectory(directory).begin(System.currentTimeMillis(), RIDERS, (double) rate / RIDERS, -1)) {
            Generator generator = generator(rate, ledger, new Outcomes(ledger));
            Thread thread = new Thread(generator, "generator");
            thread.start();
            thread.join(TimeUnit.SECONDS.toMillis(WARM_UP_S));
            long offeredBefore = generator.progress().offered();
            long cpuBefore = cpuNs();
            thread.join();
            double cpuSeconds = (cpuNs() - cpuBefore) / 1e9;
            if (generator.failure() != null) {
                throw new IllegalStateException(generator.failure());
            }
            Progress progress = generator.progress();
            long events = progress.offered() - offeredBefore;
            System.out.printf(
                    Locale.ROOT,
                    "%,d events/s: %,d events in %d s, %.2f CPU seconds (%.1f%% of a core, %.2f us an event), late by %.1f ms at most%n",
                    rate,
                    events,
                    MEASURED_S,
                    cpuSeconds,
                    100 * cpuSeconds / MEASURED_S,
                    1e6 * cpuSeconds / events,
                    progress.lateUs() / 1e3);
        }
    }

    private static Generator generator(int rate, LedgerWriter ledger, Outcomes outcomes) {
        return new Generator(
                List.of(new Phase("load", WARM_UP_S + MEASURED_S, rate, true)),
                RIDERS,
                ledger,
                new Sink() {
                    @Override
                    public boolean hasRoom(int bytes) {
                        return true;
                    }

                    @Override
                    public void take(Event event) {
                        outcomes.acknowledged(event);
                    }
                },
                System.nanoTime(),
                System.currentTimeMillis());
    }

    private static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
