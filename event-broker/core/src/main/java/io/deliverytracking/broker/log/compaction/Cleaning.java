package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.CleanedSegment;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.log.SwapOutcome;
import io.deliverytracking.broker.port.Completion;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One round over one log: the phases of {@link io.deliverytracking.broker.log.compaction}, one after the other.
 *
 * <pre>
 *   checkpoint -> collecting keys -> ( cleaning a group -> swap )* -> checkpoint -> done
 *        \____________\___________________\________________/ log closed, deleted, cut, no longer compacted
 *                                                             | or the disk failed: given up, nothing is lost
 * </pre>
 *
 * <p>Invariant: a group is read only when all before it are swapped, so tombstones never go before what they delete.
 *
 * <p>Threading: the lane's. The work is done elsewhere, in steps of about {@value #STEP_BYTES} bytes; between two of them the
 * lane looks whether it still makes sense.
 * <p>Failure: whatever happens reaches the {@link Outcome}, and the log stays as complete as it was. Without an outcome: the
 * broker has stopped.
 */
final class Cleaning {

    static final int STEP_BYTES = 1024 * 1024;

    /**
     * How it ended.
     *
     * @param completed whether it did its work; it is given up when the log changes under it
     * @param failure why it failed; null if it did not
     * @param recordsDropped what had become void
     * @param bytes read and written
     */
    record Outcome(boolean completed, @Nullable Throwable failure, long recordsDropped, long bytes) {}

    private final PartitionLog log;
    private final DirtySection section;
    private final CleanerConfig config;
    private final LogServices services;
    private final Consumer<Completion<Long>> checkpoint;
    private final Consumer<Outcome> onEnd;

    private final KeyOffsets keys;
    private final Map<Long, Long> lastOffsetsOfProducers;
    private final ArrayDeque<List<SealedSegment>> groups = new ArrayDeque<>();
    private boolean stopped;
    private long recordsDropped;
    private long bytes;

    /**
     * Makes a round, not begun yet.
     *
     * @param checkpoint writes the offsets of all logs down, and says when they are on disk
     * @param onEnd hears how it ended, once
     */
    Cleaning(
            PartitionLog log,
            DirtySection section,
            CleanerConfig config,
            LogServices services,
            Consumer<Completion<Long>> checkpoint,
            Consumer<Outcome> onEnd) {
        this.log = log;
        this.section = section;
        this.config = config;
        this.services = services;
        this.checkpoint = checkpoint;
        this.onEnd = onEnd;
        this.keys = new KeyOffsets(config.dedupeBufferBytes(), config.dedupeLoadFactor());
        this.lastOffsetsOfProducers = log.compaction().lastOffsetsOfProducers();
    }

    /** What recovery would still scan must have no gaps; so the recovery point has to be on disk before anything goes. */
    void start() {
        checkpoint.accept((written, failure) -> {
            if (failure != null || isPointless()) {
                giveUp(failure);
            } else {
                collect();
            }
        });
    }

    /** No step follows the one under way. */
    void stop() {
        stopped = true;
    }

    private void collect() {
        KeyCollector collector = new KeyCollector(section, keys);
        run(
                () -> collector.step(STEP_BYTES),
                () -> {
                    groups.addAll(SegmentGroups.of(section.segments(), collector.endOffset(), log.config()));
                    nextGroup(collector.endOffset());
                },
                this::giveUp);
    }

    private void nextGroup(long keysEndOffset) {
        List<SealedSegment> group = groups.poll();
        if (group == null) {
            log.compaction().advanceTo(keysEndOffset);
            checkpoint.accept((written, failure) -> end(failure == null, failure));
            return;
        }
        if (!log.compaction().holds(group)) {
            giveUp(null);
            return;
        }
        CleanedSegment target = log.compaction().newSegment(group.get(0).baseOffset());
        GroupCleaner cleaner = new GroupCleaner(
                group,
                new GroupCleaner.Rules(
                        keys,
                        keysEndOffset,
                        lastOffsetsOfProducers,
                        services.clock().wallClockMs(),
                        log.config().deleteRetentionMs()),
                target);
        run(
                () -> cleaner.step(STEP_BYTES),
                () -> {
                    recordsDropped += cleaner.recordsDropped();
                    if (cleaner.isChanged()) {
                        swap(group, target, keysEndOffset);
                    } else {
                        discard(target, () -> nextGroup(keysEndOffset));
                    }
                },
                failure -> discard(target, () -> giveUp(failure)));
    }

    private void swap(List<SealedSegment> group, CleanedSegment target, long keysEndOffset) {
        log.compaction().replace(group, target, (outcome, failure) -> {
            if (outcome == SwapOutcome.SWAPPED) {
                nextGroup(keysEndOffset);
            } else if (outcome == SwapOutcome.LEFT_TO_THE_NEXT_START) {
                giveUp(null);
            } else {
                discard(target, () -> giveUp(failure));
            }
        });
    }

    /** Repeats {@code step} until it was the last; then, or if it fails or has become pointless, goes on. */
    private void run(Callable<CleaningStep> step, Runnable then, Consumer<@Nullable Throwable> otherwise) {
        services.background().submit(step, (done, failure) -> {
            if (done == null || isPointless()) {
                otherwise.accept(isPointless() ? null : failure);
                return;
            }
            bytes += done.bytes();
            pause(done.bytes(), () -> {
                if (isPointless()) {
                    otherwise.accept(null);
                } else if (done.last()) {
                    then.run();
                } else {
                    run(step, then, otherwise);
                }
            });
        });
    }

    private boolean isPointless() {
        return stopped || log.compaction().isAtItsEnd() || !log.config().compact();
    }

    /** Keeps to {@code log.cleaner.io.max.bytes.per.second}. */
    private void pause(long stepBytes, Runnable next) {
        long pauseMs = (long) (stepBytes * 1000 / config.maxBytesPerSecond());
        if (pauseMs == 0) {
            next.run();
        } else {
            services.timers().schedule(pauseMs, next);
        }
    }

    /** Goes on only when the files are gone: the next attempt makes others of these names. */
    private void discard(CleanedSegment target, Runnable then) {
        services.background()
                .submit(
                        () -> {
                            target.discard();
                            return target;
                        },
                        (done, failure) -> then.run());
    }

    private void giveUp(@Nullable Throwable failure) {
        end(false, failure);
    }

    private void end(boolean completed, @Nullable Throwable failure) {
        onEnd.accept(new Outcome(completed, failure, recordsDropped, bytes));
    }
}
