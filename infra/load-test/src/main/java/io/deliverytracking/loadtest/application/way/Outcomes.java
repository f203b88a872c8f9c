package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.application.load.Event;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events that were taken: first into the ledger, then into the counts.
 *
 * <p>The latency of an acknowledgement counts from the moment at which the event was due, whatever made it start late: a database
 * that stands still for a second is in the latency of each event of that second, not only in that of those under way
 * ("coordinated omission" is what leaving them out is called).
 *
 * <p>Threading: outcomes are told by any thread; {@link #takeLatencies} is one thread's.
 *
 * <p>Failure: what the ledger throws, as on a full disk, is kept in {@link #failure()} and ends the run: whoever tells an outcome can't
 * do anything about it, and a producer's callback would only have it logged.
 */
public final class Outcomes {

    private static final long HIGHEST_US = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;

    /** Enough to see what goes wrong; a database that is away says the same thing a thousand times. */
    private static final int MAX_KINDS_OF_ERRORS = 8;

    private final LedgerWriter ledger;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Map<String, String> errorsByKind = new ConcurrentSkipListMap<>();
    private final Recorder measured = new Recorder(HIGHEST_US, DIGITS);
    private final Recorder unmeasured = new Recorder(HIGHEST_US, DIGITS);
    private volatile @Nullable RuntimeException failure;
    private @Nullable Histogram measuredInterval;
    private @Nullable Histogram unmeasuredInterval;

    public Outcomes(LedgerWriter ledger) {
        this.ledger = ledger;
    }

    /** The event is acknowledged to whoever sent it. */
    void acknowledged(Event event) {
        try {
            ledger.acknowledged(event.slot(), event.sequence());
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        acknowledged.increment();
        long us = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - event.dueNs());
        (event.measured() ? measured : unmeasured).recordValue(Math.max(0, Math.min(us, HIGHEST_US)));
    }

    /** The event is given up; whether it is stored is unknown. */
    void failed(Event event, Throwable why) {
        try {
            ledger.failed(event.slot(), event.sequence());
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        failed.increment();
        error(why);
    }

    /** Nothing can go on. */
    void fail(RuntimeException why) {
        failure = why;
    }

    /** Why nothing can go on, or null. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Something went wrong that will be tried again. */
    void error(Throwable why) {
        errors.increment();
        if (errorsByKind.size() < MAX_KINDS_OF_ERRORS) {
            String state = why instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() + " " : "";
            String kind = state + why.getClass().getSimpleName();
            errorsByKind.putIfAbsent(kind, kind + ": " + firstLine(why));
        }
    }

    public long acknowledged() {
        return acknowledged.sum();
    }

    public long failed() {
        return failed.sum();
    }

    /** Errors of database or log, each try counted; failed events included. */
    public long errors() {
        return errors.sum();
    }

    /** The first message of each kind of error. */
    public List<String> errorMessages() {
        return List.copyOf(errorsByKind.values());
    }

    /**
     * Moves the latencies told since the last call into histograms of microseconds.
     *
     * @param all gets every latency; emptied first
     * @param measuredInAll gets those of measured events added
     */
    public void takeLatencies(Histogram all, Histogram measuredInAll) {
        measuredInterval = measured.getIntervalHistogram(measuredInterval);
        unmeasuredInterval = unmeasured.getIntervalHistogram(unmeasuredInterval);
        all.reset();
        all.add(measuredInterval);
        all.add(unmeasuredInterval);
        measuredInAll.add(measuredInterval);
    }

    /** A histogram that holds what these latencies may be. */
    public static Histogram newHistogram() {
        return new Histogram(HIGHEST_US, DIGITS);
    }

    private static String firstLine(Throwable why) {
        String message = String.valueOf(why.getMessage());
        return message.lines().findFirst().orElse("");
    }
}
