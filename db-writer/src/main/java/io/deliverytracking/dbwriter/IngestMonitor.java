package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.WriterStatus.State;
import io.deliverytracking.dbwriter.domain.CurrentPositions;
import io.deliverytracking.dbwriter.domain.IngestListener;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.RateWindow;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.domain.UnavailableException;
import io.deliverytracking.dbwriter.kafka.OffsetCommitter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/**
 * Passes on what the ingest did: latest positions, offsets for display, metrics, status, log.
 *
 * <p>Threading: written by the ingest's thread, read by any.
 */
@Singleton
@Startup // so that every metric is there from the start, at zero
public class IngestMonitor implements IngestListener {
    private static final Logger LOG = Logger.getLogger(IngestMonitor.class);
    private static final int RATE_WINDOW_SECONDS = 10;

    private final CurrentPositions positions;
    private final OffsetCommitter committer;
    private final WriterStatus status;
    private final RateWindow rate = new RateWindow(RATE_WINDOW_SECONDS);
    private final Map<LogPartition, Long> nextOffsets = new ConcurrentSkipListMap<>();

    /** What the present pause waits for; the ingest's thread only. */
    private String awaited = "";

    private final Counter rows;
    private final Counter deadLetters;
    private final Counter lostComparisons;
    private final Counter repeats;
    private final Counter failures;
    private final DistributionSummary batchRows;
    private final Timer storing;

    public IngestMonitor(
            CurrentPositions positions, OffsetCommitter committer, WriterStatus status, MeterRegistry metrics) {
        this.positions = positions;
        this.committer = committer;
        this.status = status;
        this.rows = metrics.counter("dbwriter.rows");
        this.deadLetters = metrics.counter("dbwriter.dead.letters");
        this.lostComparisons = metrics.counter("dbwriter.lost.comparisons");
        this.repeats = metrics.counter("dbwriter.redrive.repeats");
        this.failures = metrics.counter("dbwriter.store.failures");
        this.batchRows = DistributionSummary.builder("dbwriter.batch.rows")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        this.storing = Timer.builder("dbwriter.batch.store")
                .description("Decode, check of origin, copy and commit of one batch")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        Gauge.builder("dbwriter.paused", status, s -> s.get().state() == State.PAUSED ? 1 : 0)
                .register(metrics);
    }

    @Override
    public void onAttempt() {
        status.attempting();
    }

    @Override
    public void onAttemptOver() {
        status.attemptOver();
    }

    @Override
    public void onStored(StagedBatch staged, StoreOutcome outcome, long elapsedNs) {
        positions.apply(staged);
        ReadBatch batch = staged.source();
        committer.stored(batch);
        batch.reads().forEach(read -> nextOffsets.put(read.partition(), read.nextOffset()));
        rows.increment(outcome.rows());
        deadLetters.increment(outcome.deadLetters());
        repeats.increment(outcome.repeats());
        batchRows.record(outcome.rows());
        storing.record(Duration.ofNanos(elapsedNs));
        rate.add(System.currentTimeMillis(), outcome.rows());
        if (outcome.deadLetters() > 0) {
            LOG.warnf("Records became dead letters count=%d", outcome.deadLetters());
        }
        if (outcome.repeats() > 0) {
            LOG.infof("Repeats of re-driven records left out count=%d", outcome.repeats());
        }
    }

    @Override
    public void onFoundStored(PartitionRead read) {
        positions.needRebuild(read.partition());
        committer.stored(new ReadBatch(List.of(read)));
        nextOffsets.put(read.partition(), read.nextOffset());
        LOG.infof(
                "Found stored already, by a commit whose answer was lost or by another writer partition=%s from=%d to=%d",
                read.partition(), read.readFrom(), read.nextOffset());
    }

    @Override
    public void onLostComparison(PartitionRead read, long storedOffset) {
        lostComparisons.increment();
        LOG.infof(
                "Another writer moved the stored offset, reading again from there partition=%s readFrom=%d stored=%d",
                read.partition(), read.readFrom(), storedOffset);
    }

    @Override
    public void onUnavailable(UnavailableException reason, int failuresInARow) {
        failures.increment();
        status.become(State.PAUSED, reason.getMessage());
        if (failuresInARow == 1 || !reason.awaited().equals(awaited)) {
            awaited = reason.awaited();
            LOG.warnf("Reading pauses until %s reason=%s", awaited, reason.getMessage());
        } else {
            LOG.debugf("Still waiting until %s failures=%d reason=%s", awaited, failuresInARow, reason.getMessage());
        }
    }

    @Override
    public void onResumed() {
        LOG.infof("Reading goes on pausedSince=%s", status.get().since());
        status.become(State.RUNNING, null);
    }

    /** What the statistics show. */
    public Statistics statistics() {
        return new Statistics(
                status.get(),
                rate.perSecond(System.currentTimeMillis()),
                (long) rows.count(),
                (long) deadLetters.count(),
                (long) lostComparisons.count(),
                (long) repeats.count(),
                Quantiles.of(batchRows.takeSnapshot(), 1),
                Quantiles.of(storing.takeSnapshot(), 1e6),
                Map.copyOf(nextOffsets));
    }
}
