package io.deliverytracking.loadtest.application;

import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.application.load.Generator;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.Outcomes;
import io.deliverytracking.loadtest.application.way.Way;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One run: the generator on a thread of its own, and on the caller's a line a second until all that was taken is settled.
 *
 * <p>Failure: what ends the load early is an {@link IllegalStateException} here; there is no summary then, because half a load is no
 * load.
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
    private final SecondTeller seconds;
    private long peakQueueBytes;

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
        seconds =
                new SecondTeller(settings.phases(), way, outcomes, second -> lines.accept(ApplicationLine.of(second)));
    }

    /** Runs all phases, drains, closes the way, and tells the summary. */
    void run(Clock clock) {
        long nowMs = clock.millis();
        long startMs = Math.max(settings.startAtMs(), nowMs + LEAD_MS);
        long startNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(startMs - nowMs);
        Generator generator = new Generator(settings.phases(), settings.riders(), ledger, way, startNs, startMs);
        Thread thread = new Thread(generator, "generator");
        thread.setDaemon(true);
        lines.accept(ApplicationLine.started(startMs));
        thread.start();

        long endNs = startNs + lengthNs();
        long endedNs = awaitEnd(generator, thread, startNs, endNs);
        generator.stop();
        join(thread);
        way.close();
        failIfItFailed(generator);
        seconds.tell(generator.progress());
        double drainSeconds = Math.max(0, endedNs - endNs) / (double) SECOND_NS;
        lines.accept(ApplicationLine.of(summary(startMs, drainSeconds)));
    }

    /** Tells the seconds until nothing is pending, patience ends, or something failed; returns when that was. */
    private long awaitEnd(Generator generator, Thread thread, long startNs, long endNs) {
        long patienceEndsNs = endNs + TimeUnit.SECONDS.toNanos(settings.drainSeconds());
        long nextTellingNs = startNs + SECOND_NS;
        while (true) {
            LockSupport.parkNanos(LOOK_NS);
            long nowNs = System.nanoTime();
            peakQueueBytes = Math.max(peakQueueBytes, way.queueBytes());
            if (nowNs - nextTellingNs >= 0) {
                seconds.tell(generator.progress());
                nextTellingNs += SECOND_NS;
            }
            boolean settled = !thread.isAlive() && nowNs - endNs >= 0 && way.pending() == 0;
            if (settled || nowNs - patienceEndsNs >= 0 || generator.failure() != null || outcomes.failure() != null) {
                return nowNs;
            }
        }
    }

    private void failIfItFailed(Generator generator) {
        Throwable why = outcomes.failure() == null ? generator.failure() : outcomes.failure();
        if (why != null) {
            throw new IllegalStateException("the load ended early: " + why, why);
        }
    }

    private ApplicationSummary summary(long startMs, double drainSeconds) {
        ApplicationSecond sums = seconds.sums();
        return new ApplicationSummary(
                startMs,
                sums.offered(),
                sums.refused(),
                sums.acknowledged(),
                sums.failed(),
                sums.pending(),
                sums.errors(),
                outcomes.errorMessages(),
                peakQueueBytes,
                drainSeconds,
                seconds.latestByUs(),
                seconds.measured());
    }

    private long lengthNs() {
        double length = settings.phases().stream().mapToDouble(Phase::seconds).sum();
        return (long) (length * SECOND_NS);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
