package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the recovery point of one log: what was forced to disk, what is being forced, what waits.
 *
 * <p>Invariant: everything below the recovery point was forced and not cut since. A cut lowers it, and makes the flushes
 * begun before it void: they say nothing about what comes after.
 *
 * <p>Threading: the lane's, like its log; only {@link PendingFlush#force} runs elsewhere. Of the flushes that nobody waits
 * for one is under way at a time; what is asked for meanwhile becomes the next.
 *
 * <p>Failure: the log is told, and goes offline: a failed fsync is never tried again.
 */
final class LogFlusher {

    private static final Logger LOG = LoggerFactory.getLogger(LogFlusher.class);

    private final LogState log;
    private final SegmentList segments;
    private final LogServices services;

    private long recoveryPoint;
    private long lastFlushMs;
    private boolean flushing;
    private boolean flushAgain;
    /** Counts cuts: a flush begun before one says nothing about what came after. */
    private int generation;

    LogFlusher(LogState log, long recoveryPoint) {
        this.log = log;
        this.segments = log.segments();
        this.services = log.services();
        this.recoveryPoint = recoveryPoint;
        this.lastFlushMs = services.clock().wallClockMs();
    }

    /** Everything below was forced to disk. */
    long recoveryPoint() {
        return recoveryPoint;
    }

    /** Whether something waits, for {@code flushMs} already, and is not on its way. */
    boolean isDue(long nowMs, long flushMs) {
        return recoveryPoint != log.logEndOffset() && !flushing && nowMs - lastFlushMs >= flushMs;
    }

    /** The log is about to be cut. */
    void beforeCut() {
        generation++;
    }

    /** The log was cut; returns whether that took back something that was forced. */
    boolean afterCut() {
        if (recoveryPoint <= log.logEndOffset()) {
            return false;
        }
        recoveryPoint = log.logEndOffset();
        return true;
    }

    /**
     * Notes what has to be forced for everything appended so far to be safe.
     *
     * @throws StorageException if the disk refuses to take what recovery would not find again; the log is as it was
     */
    PendingFlush begin() {
        log.epochs().writeMissing();
        List<Segment> dirty = new ArrayList<>();
        for (int i = Math.max(0, segments.floor(recoveryPoint)); i < segments.size(); i++) {
            dirty.add(segments.get(i));
        }
        return new PendingFlush(log.directory(), dirty, log.logEndOffset(), generation);
    }

    /** Moves the recovery point after {@code flush} was forced. */
    void complete(PendingFlush flush) {
        if (flush.generation() == generation && flush.upToOffset() > recoveryPoint) {
            recoveryPoint = flush.upToOffset();
        }
        lastFlushMs = services.clock().wallClockMs();
    }

    /** Forces everything appended so far to disk, on the calling thread. */
    void flush() {
        PendingFlush flush = begin();
        try {
            flush.force();
        } catch (StorageException e) {
            throw log.goOffline(e);
        }
        complete(flush);
    }

    /** Forces everything appended so far to disk, in the background. */
    void flushInBackground(long nowMs) {
        lastFlushMs = nowMs;
        if (flushing) {
            flushAgain = true;
            return;
        }
        PendingFlush flush = begin();
        flushing = true;
        force(flush, failure -> {
            flushing = false;
            if (isForced(flush, failure) && flushAgain) {
                flushAgain = false;
                flushAgain();
            }
        });
    }

    /** Nobody is there to be told: the next time that {@code flush.ms} is over tries again. */
    private void flushAgain() {
        try {
            flushInBackground(lastFlushMs);
        } catch (StorageException e) {
            LOG.error("flush failed partition={} error={}", log.topicPartition(), e.getMessage());
        }
    }

    /** The same, at once, and says when it is done; never, if the disk fails, or the log is closed or cut meanwhile. */
    void flushInBackground(Runnable whenForced) {
        PendingFlush flush = begin();
        force(flush, failure -> {
            if (isForced(flush, failure) && flush.generation() == generation) {
                whenForced.run();
            }
        });
    }

    private void force(PendingFlush flush, Consumer<@Nullable Throwable> outcome) {
        services.background()
                .submit(
                        () -> {
                            flush.force();
                            return flush;
                        },
                        (done, failure) -> outcome.accept(failure));
    }

    /** Takes the outcome of a flush in the background; false if the log is at its end. */
    private boolean isForced(PendingFlush flush, @Nullable Throwable failure) {
        if (log.isAtItsEnd()) {
            return false;
        }
        if (failure != null) {
            log.onForceFailure(failure);
            return false;
        }
        complete(flush);
        return true;
    }
}
