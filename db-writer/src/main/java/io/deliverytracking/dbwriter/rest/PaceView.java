package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.PaceStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far the writer gives way to other users of the database. What is not known, or does not exist, is null.
 *
 * @param policy FOREGROUND_FIRST or LAG_FIRST
 * @param state UNPACED, SPARE, GROWING, HOLDING, YIELDING or LAG_WINS
 * @param foregroundBoundMs what the foreground's p99 is to stay within, under FOREGROUND_FIRST
 * @param probed whether foregroundP99Ms is that of a probe; otherwise that of the writer's own commits
 * @param foregroundP99Ms over the last minute, an estimate
 * @param foregroundSamples how many it was made of
 * @param rowsPerSecond what the writer may store
 * @param transactionRows most rows of the next transaction
 * @param pauseMs before the last transaction
 * @param commitP99Ms of the writer's own commits over the last minute
 * @param storeRowUs microseconds of waiting for the database a row, in the last 10 to 20 s
 * @param bestStoreRowUs the same in the best ten seconds of the last ten minutes
 * @param lagMs how long ago the records that came last had been sent
 * @param maxLagMs beyond it lag wins, under FOREGROUND_FIRST
 * @param lagWins whether it does now
 */
public record PaceView(
        String policy,
        String state,
        double foregroundBoundMs,
        boolean probed,
        @Nullable Double foregroundP99Ms,
        int foregroundSamples,
        @Nullable Double rowsPerSecond,
        @Nullable Integer transactionRows,
        double pauseMs,
        @Nullable Double commitP99Ms,
        @Nullable Double storeRowUs,
        @Nullable Double bestStoreRowUs,
        long lagMs,
        long maxLagMs,
        boolean lagWins) {
    private static final double NS_PER_MS = 1e6;

    static PaceView of(DbWriterConfig.Ingest settings, boolean probed, PaceStatus now) {
        return new PaceView(
                settings.policy().name(),
                now.state().name(),
                settings.foregroundP99().toNanos() / NS_PER_MS,
                probed,
                finite(now.foregroundP99Ms()),
                now.foregroundSamples(),
                finite(now.rowsPerSecond()),
                now.transactionRows() == 0 ? null : now.transactionRows(),
                now.pauseMs(),
                finite(now.commitP99Ms()),
                finite(now.storeRowUs()),
                finite(now.bestStoreRowUs()),
                now.lagMs(),
                settings.maxLag().toMillis(),
                now.lagWins());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
