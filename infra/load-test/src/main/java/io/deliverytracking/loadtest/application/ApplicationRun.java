package io.deliverytracking.loadtest.application;

import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.application.load.Generator;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.load.Progress;
import io.deliverytracking.loadtest.application.way.Outcomes;
import io.deliverytracking.loadtest.application.way.Way;
import io.deliverytracking.loadtest.result.Latency;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One run: the generator on a thread of its own, and on the caller's a line a second until all that was taken is settled.
 *
 * <p>Failure: what ends the generator early is an {@link IllegalStateException} here; there is no summary then, because half a load
 * is no load.
 */
final class ApplicationRun {

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** How often it is looked whether the end has come, and how much waits. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Time for the coordinator to hear of the start before the start. */
    private static final long LEAD_MS = 50;

    private final ApplicationSettings settings;
    private final Way way;
    private final Outcomes outcomes;
    private final LedgerWriter ledger;
    private final Consumer<ApplicationLine> lines;

    private final Histogram interval = Outcomes.newHistogram();
    private final Histogram measured = Outcomes.newHistogram();
    private ApplicationSecond told = new ApplicationSecond(-1, "", 0, 0, 0, 0, 0, 0, 0, 0, null);
    private long peakQueueBytes;
    private long latestByUs;

    ApplicationRun(
            ApplicationSettings settings,
            Way way,
            Outcomes outcomes,
            LedgerWriter ledger,
            Consumer<ApplicationLine> lines) {
        this.settings = settings;
        this.way = way;
        this.outcomes = outcomes;
        this.ledger = ledger;
        this.lines = lines;
    }

    /** Runs all phases, drains, closes the way, and tells the summary. */
    void run(Clock clock) {
        long startMs = Math.max(settings.startAtMs(), clock.millis() + LEAD_MS);
        long startNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(startMs - clock.millis());
        Generator generator = new Generator(settings.phases(), settings.riders(), ledger, way, startNs, startMs);
        Thread thread = new Thread(generator, "generator");
        thread.setDaemon(true);
        lines.accept(ApplicationLine.started(startMs));
        thread.start();

        long endNs = startNs + lengthNs();
        long patienceEndsNs = endNs + TimeUnit.SECONDS.toNanos(settings.drainSeconds());
        long nextTellingNs = startNs + SECOND_NS;
        long nowNs = System.nanoTime();
        while (!isOver(thread, nowNs, endNs) && nowNs - patienceEndsNs < 0) {
            LockSupport.parkNanos(LOOK_NS);
            nowNs = System.nanoTime();
            peakQueueBytes = Math.max(peakQueueBytes, way.queueBytes());
            if (nowNs - nextTellingNs >= 0) {
                tellSecond(generator.progress());
                nextTellingNs += SECOND_NS;
            }
        }
        if (generator.failure() != null) {
            throw new IllegalStateException("the load ended early: " + generator.failure(), generator.failure());
        }
        double drainSeconds = Math.max(0, nowNs - endNs) / (double) SECOND_NS;
        generator.stop();
        join(thread);
        long abandoned = way.pending();
        way.close();
        tellSecond(generator.progress());
        lines.accept(ApplicationLine.of(summary(generator, startMs, abandoned, drainSeconds)));
    }

    private boolean isOver(Thread generator, long nowNs, long endNs) {
        return !generator.isAlive() && nowNs - endNs >= 0 && way.pending() == 0;
    }

    private void tellSecond(Progress progress) {
        ApplicationSecond before = told;
        outcomes.takeLatencies(interval, measured);
        // Sums first, so that the next second's differences begin where these end.
        told = new ApplicationSecond(
                before.at() + 1,
                phaseAt(before.at() + 1),
                progress.offered(),
                progress.refused(),
                outcomes.acknowledged(),
                outcomes.failed(),
                outcomes.errors(),
                way.queueBytes(),
                way.pending(),
                progress.lateUs(),
                latency(interval));
        latestByUs = Math.max(latestByUs, progress.lateUs());
        lines.accept(ApplicationLine.of(new ApplicationSecond(
                told.at(),
                told.phase(),
                told.offered() - before.offered(),
                told.refused() - before.refused(),
                told.acknowledged() - before.acknowledged(),
                told.failed() - before.failed(),
                told.errors() - before.errors(),
                told.queueBytes(),
                told.pending(),
                told.lateUs(),
                told.acknowledgement())));
    }

    private ApplicationSummary summary(Generator generator, long startMs, long abandoned, double drainSeconds) {
        Progress progress = generator.progress();
        return new ApplicationSummary(
                startMs,
                progress.offered(),
                progress.refused(),
                outcomes.acknowledged(),
                outcomes.failed(),
                abandoned,
                outcomes.errors(),
                outcomes.errorMessages(),
                peakQueueBytes,
                drainSeconds,
                latestByUs,
                latency(measured));
    }

    private long lengthNs() {
        double seconds = settings.phases().stream().mapToDouble(Phase::seconds).sum();
        return (long) (seconds * SECOND_NS);
    }

    private String phaseAt(int second) {
        double end = 0;
        for (Phase phase : settings.phases()) {
            end += phase.seconds();
            if (second < end) {
                return phase.name();
            }
        }
        return ApplicationSecond.DRAIN;
    }

    private static @Nullable Latency latency(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return null;
        }
        return new Latency(
                histogram.getTotalCount(),
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
