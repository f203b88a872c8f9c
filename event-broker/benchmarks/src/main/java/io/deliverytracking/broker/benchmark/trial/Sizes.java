package io.deliverytracking.broker.benchmark.trial;

import org.jspecify.annotations.Nullable;

/**
 * How long and how often.
 *
 * @param rounds            pairs of every row; null leaves each row its own number
 * @param startPairs        an odd number has a median that was measured
 * @param memoryLoadS       at 100,000 records/s before memory is read
 * @param steadyWarmUpS     of each broker by the work that is then measured
 * @param steadyMeasureS    of each turn
 * @param flatOutRecords    of each turn
 * @param settleS           that an idle broker is left alone before its memory is read
 */
public record Sizes(
        @Nullable Integer rounds,
        int startPairs,
        int memoryPairs,
        int memoryLoadS,
        int steadyPairs,
        int steadyWarmUpS,
        int steadyMeasureS,
        int flatOutPairs,
        long flatOutRecords,
        int partitionPairs,
        int connectionPairs,
        int settleS) {

    /** Half an hour on two cores. */
    public static Sizes usual(@Nullable Integer rounds) {
        return new Sizes(rounds, 7, 3, 20, 5, 15, 8, 9, 6_000_000, 3, 3, 5);
    }

    /** A few minutes: shows that it works, and where things roughly stand. */
    public static Sizes quick(@Nullable Integer rounds) {
        return new Sizes(rounds, 2, 1, 6, 2, 5, 4, 2, 1_000_000, 1, 1, 2);
    }

    int pairs(int usual) {
        return rounds == null ? usual : rounds;
    }
}
