package io.deliverytracking.dbwriter.domain;

import java.util.Map;
import java.util.Set;

/**
 * What became of a batch.
 *
 * @param lost partitions whose stored next offset was not the one that the batch was read from, with the offset
 *     found instead; if there are any, nothing of the batch was stored
 * @param rows rows stored
 * @param deadLetters dead letters stored
 * @param repeats records left out because they repeat a re-driven record that is stored, see {@link Redriven}
 */
public record StoreOutcome(Map<LogPartition, Long> lost, int rows, int deadLetters, int repeats) {
    public static StoreOutcome stored(int rows, int deadLetters, int repeats) {
        return new StoreOutcome(Map.of(), rows, deadLetters, repeats);
    }

    public static StoreOutcome lostComparison(Map<LogPartition, Long> lost) {
        return new StoreOutcome(Map.copyOf(lost), 0, 0, 0);
    }

    public boolean isStored() {
        return lost.isEmpty();
    }

    public Set<LogPartition> lostPartitions() {
        return lost.keySet();
    }
}
