package io.deliverytracking.broker.benchmark.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine's host took from it: processor time that was wanted here and given to other machines.
 *
 * <p>Immutable. Failure: nothing is said where the system does not say it.
 *
 * <p>Source: proc_stat(5).
 */
public final class HostProbe {

    private static final Path STAT = Path.of("/proc/stat");

    private final Ticks before = read();

    /**
     * Of all processors since the system came up.
     *
     * @param stolen given to other machines
     * @param total  stolen, used, or idle
     */
    record Ticks(long stolen, long total) {

        // user nice system idle iowait irq softirq steal; the time of guests is within user.
        private static final int FIELDS = 8;
        private static final int STEAL = 8;

        static Ticks parse(String line) {
            String[] fields = line.strip().split(" +");
            long total = 0;
            for (int i = 1; i <= FIELDS; i++) {
                total += Long.parseLong(fields[i]);
            }
            return new Ticks(Long.parseLong(fields[STEAL]), total);
        }
    }

    /** Share of all processors' time, 0 to 1, since this was made. */
    public double stolen() {
        return stolenBetween(before, read());
    }

    static double stolenBetween(Ticks earlier, Ticks later) {
        return Math.max(0, later.stolen - earlier.stolen) / (double) Math.max(1, later.total - earlier.total);
    }

    private static Ticks read() {
        try {
            return Ticks.parse(Files.readAllLines(STAT).get(0));
        } catch (IOException elsewhere) {
            return new Ticks(0, 0);
        }
    }
}
