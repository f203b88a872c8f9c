package io.deliverytracking.dbwriter.domain;

/**
 * The pace at one moment, for display. Latencies are of the last minute; a number that is not known yet is NaN.
 *
 * @param rowsPerSecond what it allows; positive infinity while there is no pace
 * @param transactionRows most records of the next transaction; 0 while there is no pace
 * @param pauseMs before the last transaction
 * @param foregroundP99Ms of the probe, or of the writer's own commits where there is none: an estimate
 * @param foregroundSamples how many it was made of
 * @param commitP99Ms of the writer's own commits
 * @param storeRowUs microseconds of the database a row, in the last 10 to 20 s
 * @param bestStoreRowUs the same in the best ten seconds of the last ten minutes
 * @param lagMs how long ago the records that came last had been sent
 */
public record PaceStatus(
        PaceState state,
        boolean lagWins,
        double rowsPerSecond,
        int transactionRows,
        double pauseMs,
        double foregroundP99Ms,
        int foregroundSamples,
        double commitP99Ms,
        double storeRowUs,
        double bestStoreRowUs,
        long lagMs) {}
