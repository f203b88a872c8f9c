package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.simulation.disk.DiskOperation;
import io.deliverytracking.broker.simulation.disk.PowerLoss;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the world ends before an operation of the disk, or amid a write.
 *
 * @param name says which
 * @param writtenBytes how much of the write under way is done
 * @param loss what a loss of power leaves; null if only the process dies
 */
record Crash(String name, int writtenBytes, @Nullable PowerLoss loss) {

    /** All ways to end before {@code operation}, with this many arbitrary losses of power among them. */
    static List<Crash> before(DiskOperation operation, long seed, int losses) {
        List<Crash> crashes = new ArrayList<>();
        crashes.add(new Crash("killed", 0, null));
        for (int bytes : tornAt(operation)) {
            crashes.add(new Crash("killed after " + bytes + " bytes", bytes, null));
        }
        crashes.add(new Crash("power lost, nothing written back", 0, PowerLoss.NOTHING_WRITTEN_BACK));
        crashes.add(new Crash("power lost, names and sizes written back", 0, PowerLoss.NAMES_AND_SIZES_ONLY));
        crashes.add(new Crash("power lost, bytes written back", 0, PowerLoss.BYTES_ONLY));
        for (int i = 0; i < losses; i++) {
            long lossSeed = (seed * 1_000_003 + operation.number()) * 1_000 + i;
            SeededRandom random = new SeededRandom(lossSeed);
            int written = operation.sizeInBytes() == 0 ? 0 : random.nextInt(operation.sizeInBytes() + 1);
            crashes.add(new Crash(
                    "power lost, an arbitrary part written back, seed " + lossSeed,
                    written,
                    PowerLoss.arbitrary(random)));
        }
        return crashes;
    }

    private static Set<Integer> tornAt(DiskOperation operation) {
        Set<Integer> positions = new LinkedHashSet<>();
        int size = operation.sizeInBytes();
        if (size > 1) {
            positions.add(1);
            positions.add(size / 2);
            positions.add(size - 1);
        }
        return positions;
    }

    boolean isPowerLost() {
        return loss != null;
    }

    /** Does to {@code disk}, a copy, what this crash does to it. */
    void strike(SimulatedDisk disk, DiskOperation operation) {
        if (writtenBytes > 0) {
            disk.writePart(operation, writtenBytes);
        }
        if (loss == null) {
            disk.killProcess();
        } else {
            disk.losePower(loss);
        }
    }
}
