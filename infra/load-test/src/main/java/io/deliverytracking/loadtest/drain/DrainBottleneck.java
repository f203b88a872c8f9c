package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.drain.SideResult.Busiest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names what kept a side from being quicker, with the figures that show it. Pure.
 *
 * <p>A rule of thumb in a fixed order: whoever used one processor all the time and can't use two; a machine whose processors were busy
 * all the time; one that waited for its disk; what is left is taking turns, client and server each waiting for the other.
 */
final class DrainBottleneck {

    /** Beyond this share a queue in front of the processor is certain. */
    private static final double BUSY = 0.90;

    private static final double WAITING = 0.20;
    private static final int EVIDENCE = 3;

    private DrainBottleneck() {}

    static String of(SideResult side, int processors) {
        double busy = side.busyCpu() / side.seconds() / processors;
        double waiting = side.waitingCpu() / side.seconds() / processors;
        return verdict(side, busy, waiting)
                + String.format(Locale.ROOT, "; %s", evidence(side, processors, busy, waiting));
    }

    private static String verdict(SideResult side, double busy, double waiting) {
        List<Busiest> full =
                side.busiest().stream().filter(task -> task.cores() >= BUSY).toList();
        if (!full.isEmpty()) {
            return "the processor of " + full.get(0).name();
        }
        if (busy >= BUSY) {
            return "all processors of the machine";
        }
        if (waiting >= WAITING) {
            return "the disk";
        }
        return "turns: client and server wait for each other";
    }

    private static String evidence(SideResult side, int processors, double busy, double waiting) {
        String tasks = side.busiest().stream()
                .limit(EVIDENCE)
                .map(task -> String.format(Locale.ROOT, "%s %.2f", task.name(), task.cores()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d processors %.0f%% busy, %.0f%% waiting for the disk, which took %.0f MB/s; cores: Postgres %.2f,"
                        + " client %.2f, broker %.2f; the busiest: %s",
                processors,
                100 * busy,
                100 * waiting,
                side.diskBytes() / side.seconds() / 1e6,
                (side.serverCpu() - side.checkpointCpu()) / side.seconds(),
                side.clientCpu() / side.seconds(),
                side.brokerCpu() / side.seconds(),
                tasks);
    }
}
