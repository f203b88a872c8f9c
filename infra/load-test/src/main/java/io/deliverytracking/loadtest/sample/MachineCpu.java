package io.deliverytracking.loadtest.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How busy the whole machine is, other people's processes included, from {@code /proc/stat}.
 *
 * <p>Threading: confined to one thread. Failure: empty where the system does not say.
 */
public final class MachineCpu {

    private static final Path STAT = Path.of("/proc/stat");

    private Optional<Ticks> before = read();

    /**
     * Clock ticks of all processors since boot.
     *
     * @param waiting idle, and a disk was being waited for
     * @param stolen by the host, for other machines
     */
    record Ticks(long busy, long waiting, long stolen, long total) {

        // user nice system idle iowait irq softirq steal; the time of guests is within user.
        private static final int FIELDS = 8;
        private static final int IDLE = 4;
        private static final int IOWAIT = 5;
        private static final int STEAL = 8;

        static Ticks parse(String line) {
            String[] fields = line.strip().split(" +");
            long total = 0;
            for (int i = 1; i <= FIELDS; i++) {
                total += Long.parseLong(fields[i]);
            }
            long waiting = Long.parseLong(fields[IOWAIT]);
            long stolen = Long.parseLong(fields[STEAL]);
            return new Ticks(total - Long.parseLong(fields[IDLE]) - waiting - stolen, waiting, stolen, total);
        }

        Shares since(Ticks earlier) {
            double all = Math.max(1, total - earlier.total);
            return new Shares(
                    (busy - earlier.busy) / all,
                    Math.max(0, waiting - earlier.waiting) / all,
                    Math.max(0, stolen - earlier.stolen) / all);
        }
    }

    /** Shares of all processors' time, 0 to 1. */
    public record Shares(double busy, double waitingForDisk, double stolen) {}

    /** Since the last call, or since this was made. */
    public Optional<Shares> sample() {
        Optional<Ticks> now = read();
        Optional<Shares> shares = now.flatMap(ticks -> before.map(ticks::since));
        before = now;
        return shares;
    }

    private static Optional<Ticks> read() {
        try {
            return Files.readAllLines(STAT).stream().findFirst().map(Ticks::parse);
        } catch (IOException elsewhere) {
            return Optional.empty();
        }
    }
}
