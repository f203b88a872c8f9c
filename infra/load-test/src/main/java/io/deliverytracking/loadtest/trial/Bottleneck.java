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
 * one that waited for its disk, by that; a process that used one processor whole, by its one thread that does the work; connections
 * that each store a row at a time, by waiting for the answers. Else it is not known, and that is said.
 */
final class Bottleneck {

    /** Beyond this share a queue in front of the processors is certain. */
    private static final double BUSY = 0.90;

    private static final double WAITING = 0.20;
    private static final double NOTABLE_CORES = 0.1;

    /** Beyond this share the host is a suspect. */
    private static final double NOTABLE_STEAL = 0.05;

    /** A thread that never rests shows a little less than one processor, and its process a little more. */
    private static final double ONE_CORE = 0.95;

    private static final double ONE_CORE_AND_OTHERS = 1.25;

    /** Whose one busy thread would hold up the stream of events. */
    private static final List<String> ON_THE_WAY = List.of("application", "broker", "db-writer");

    /**
     * What is known about the measured time.
     *
     * @param busy share of all processors' time
     * @param waitingForDisk share of all processors' time in which they could have worked, had the disk answered
     * @param stolen share of all processors' time that the host gave to others
     * @param cores in use on average, by process
     * @param acknowledgedPerSecond in the measured time
     * @param behindUs most by which the generator of the load was late
     */
    record Signs(
            boolean kept,
            double busy,
            double waitingForDisk,
            double stolen,
            int processors,
            Map<String, Double> cores,
            double acknowledgedPerSecond,
            long behindUs) {}

    private static final long BEHIND_US = 1_000_000;

    private Bottleneck() {}

    static String of(ArmSetup arm, Signs signs) {
        String usage = usage(signs);
        if (signs.kept) {
            return "none at this rate: " + usage;
        }
        if (signs.busy + signs.stolen >= BUSY) {
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
        for (String process : ON_THE_WAY) {
            double cores = signs.cores.getOrDefault(process, 0.0);
            if (cores >= ONE_CORE && cores <= ONE_CORE_AND_OTHERS) {
                return String.format(
                        Locale.ROOT, "one thread of the %s: it used %.2f processors; %s", process, cores, usage);
            }
        }
        int pool = arm.way().map(Bottleneck::pool).orElse(0);
        if (pool > 0 && signs.acknowledgedPerSecond > 0) {
            return String.format(
                    Locale.ROOT,
                    "answers, one after the other: %d connections stored %,.0f a second, %.2f ms each; %s",
                    pool,
                    signs.acknowledgedPerSecond,
                    pool * 1_000 / signs.acknowledgedPerSecond,
                    usage);
        }
        return "not found by these figures: " + usage;
    }

    private static String usage(Signs signs) {
        String stolen = signs.stolen >= NOTABLE_STEAL
                ? String.format(Locale.ROOT, ", and %.0f%% taken away by the host", 100 * signs.stolen)
                : "";
        return String.format(
                Locale.ROOT,
                "%.0f%% of %d processors busy (%s)%s",
                100 * signs.busy,
                signs.processors,
                byUse(signs),
                stolen);
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
