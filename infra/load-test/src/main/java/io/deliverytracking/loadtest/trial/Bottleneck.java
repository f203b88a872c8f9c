package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.way.WayOfWriting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names what limited a trial, with the figures that show it. Pure.
 *
 * <p>A rule of thumb in a fixed order: who kept up was limited by nothing; a machine that was busy all the time, by its processors;
 * one that waited for its disk, by that; what is left is waiting for answers, one after the other.
 */
final class Bottleneck {

    /** Beyond this share a queue in front of the processors is certain. */
    private static final double BUSY = 0.90;

    private static final double WAITING = 0.20;
    private static final double NOTABLE_CORES = 0.1;

    /**
     * What is known about the measured time.
     *
     * @param busy share of all processors' time
     * @param waitingForDisk share of all processors' time in which they could have worked, had the disk answered
     * @param cores in use on average, by process
     * @param storedPerSecond rows, or acknowledgements where nothing is stored
     * @param behindUs most by which the generator of the load was late
     */
    record Signs(
            boolean kept,
            double busy,
            double waitingForDisk,
            int processors,
            Map<String, Double> cores,
            double storedPerSecond,
            long behindUs) {}

    private static final long BEHIND_US = 1_000_000;

    private Bottleneck() {}

    static String of(ArmSetup arm, Signs signs) {
        String usage = String.format(
                Locale.ROOT, "%.0f%% of %d processors busy (%s)", 100 * signs.busy, signs.processors, byUse(signs));
        if (signs.kept) {
            return "none at this rate: " + usage;
        }
        if (signs.busy >= BUSY) {
            String generator = signs.behindUs >= BEHIND_US
                    ? String.format(
                            Locale.ROOT,
                            "; the generator of the load itself was up to %.1f s late",
                            signs.behindUs / 1e6)
                    : "";
            return "processors: " + usage + generator;
        }
        if (signs.waitingForDisk >= WAITING) {
            return String.format(
                    Locale.ROOT,
                    "disk: processors waited for it %.0f%% of the time; %s",
                    100 * signs.waitingForDisk,
                    usage);
        }
        return "answers, one after the other: " + waiting(arm, signs.storedPerSecond) + usage;
    }

    private static String waiting(ArmSetup arm, double perSecond) {
        int pool = arm.way().map(Bottleneck::pool).orElse(0);
        if (pool == 0 || perSecond <= 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%d connections stored %,.0f a second, %.2f ms each; ",
                pool,
                perSecond,
                pool * 1_000 / perSecond);
    }

    /** Connections that each store one row at a time; 0 for other ways. */
    private static int pool(WayOfWriting way) {
        if (way instanceof WayOfWriting.DirectRow row) {
            return row.poolSize();
        }
        return way instanceof WayOfWriting.DirectHibernate hibernate ? hibernate.poolSize() : 0;
    }

    private static String byUse(Signs signs) {
        Map<String, Double> cores = new LinkedHashMap<>(signs.cores);
        // Whatever else ran on the machine must not pass for the arm's own need; the kernel's own work is in it, too.
        double others = signs.busy * signs.processors
                - cores.values().stream().mapToDouble(Double::doubleValue).sum();
        if (others >= NOTABLE_CORES) {
            cores.put("others", others);
        }
        List<Map.Entry<String, Double>> sorted = cores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        return sorted.stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
