package io.deliverytracking.broker.log.scrub;

import io.deliverytracking.broker.log.CorruptLogException;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.log.SegmentCheck;
import io.deliverytracking.broker.log.scrub.ScrubFacts.Finding;
import io.deliverytracking.broker.port.Cancellable;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the sealed segments of all logs, one after the other, at a rate that nobody feels.
 *
 * <p>Threading: the lane's; reading is background work, in steps of {@value #STEP_BYTES} bytes with pauses between them.
 * <p>Failure: a finding is logged as an error, once, and kept for {@link #facts()}; it concerns its segment only, and the next
 * segment is next. A disk that fails is left to those who need it.
 */
public final class LogScrubber {

    static final int STEP_BYTES = 256 * 1024;
    /** So that a disk that falls to pieces does not fill the memory with the news. */
    static final int MOST_FINDINGS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(LogScrubber.class);

    private final ScrubConfig config;
    private final LogRegistry logs;
    private final LogServices services;

    private final ArrayDeque<PartitionLog> pass = new ArrayDeque<>();
    private final ArrayDeque<SealedSegment> segments = new ArrayDeque<>();
    /** By what was said, so that the next pass does not say it again. */
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private @Nullable PartitionLog log;
    private Cancellable timer = () -> false;
    private boolean stopped;
    private long passBeganMs;
    private long passes;
    private long segmentsChecked;
    private long bytesChecked;
    private long indexesRebuilt;

    public LogScrubber(ScrubConfig config, LogRegistry logs, LogServices services) {
        this.config = config;
        this.logs = logs;
        this.services = services;
    }

    /** Begins, after the first interval: a start has better things to do. */
    public void start() {
        if (config.bytesPerSecond() > 0) {
            timer = services.timers().schedule(config.intervalMs(), this::beginPass);
        }
    }

    /** Ends it; the step under way is the last. */
    public void stop() {
        stopped = true;
        timer.cancel();
    }

    private void beginPass() {
        passBeganMs = services.clock().wallClockMs();
        pass.addAll(logs.all());
        nextSegment();
    }

    private void nextSegment() {
        while (segments.isEmpty()) {
            log = pass.poll();
            if (log == null) {
                passes++;
                long waitMs = Math.max(
                        1, passBeganMs + config.intervalMs() - services.clock().wallClockMs());
                timer = services.timers().schedule(waitMs, this::beginPass);
                return;
            }
            segments.addAll(log.compaction().sealedSegments());
        }
        SealedSegment segment = segments.remove();
        PartitionLog owner = log;
        if (owner == null || !owner.compaction().holds(List.of(segment))) {
            // Deleted, retired or compacted since: its successor has its turn in the next pass.
            timer = services.timers().schedule(1, this::nextSegment);
            return;
        }
        step(owner, segment, null);
    }

    private void step(PartitionLog owner, SealedSegment segment, @Nullable SegmentCheck begun) {
        long gapsUpTo =
                owner.config().compact() ? Long.MAX_VALUE : owner.compaction().cleanedUpTo();
        services.background()
                .submit(
                        () -> {
                            SegmentCheck check = begun == null ? new SegmentCheck(segment, gapsUpTo) : begun;
                            int before = check.checkedBytes();
                            boolean last = check.step(STEP_BYTES);
                            return new Step(check, last, check.checkedBytes() - before);
                        },
                        (step, failure) -> {
                            if (stopped) {
                                return;
                            }
                            if (step == null) {
                                onFailure(owner, segment, failure);
                                pause(STEP_BYTES, this::nextSegment);
                                return;
                            }
                            bytesChecked += step.bytes();
                            if (step.last()) {
                                segmentsChecked++;
                                onChecked(owner, step.check());
                                pause(step.bytes(), this::nextSegment);
                            } else {
                                pause(step.bytes(), () -> step(owner, segment, step.check()));
                            }
                        });
    }

    private record Step(SegmentCheck check, boolean last, int bytes) {}

    private void pause(long bytes, Runnable next) {
        timer = services.timers().schedule(Math.max(1, bytes * 1000 / config.bytesPerSecond()), next);
    }

    private void onChecked(PartitionLog owner, SegmentCheck check) {
        String fault = check.indexFault();
        if (fault == null || !owner.compaction().holds(List.of(check.segment()))) {
            return;
        }
        LOG.atError()
                .addKeyValue("partition", owner.topicPartition())
                .addKeyValue("error", fault)
                .log("Index is wrong, and built again");
        owner.rebuildIndexes(check.segment(), (done, failure) -> {
            if (failure == null) {
                indexesRebuilt++;
            } else {
                LOG.atWarn()
                        .addKeyValue("partition", owner.topicPartition())
                        .addKeyValue("error", failure.getMessage())
                        .log("Index not built again, the next pass tries");
            }
        });
    }

    private void onFailure(PartitionLog owner, SealedSegment segment, @Nullable Throwable failure) {
        if (!owner.compaction().holds(List.of(segment))) {
            return;
        }
        String reason = failure == null ? "unknown" : String.valueOf(failure.getMessage());
        if (!(failure instanceof CorruptLogException)) {
            LOG.atWarn()
                    .addKeyValue("partition", owner.topicPartition())
                    .addKeyValue("error", reason)
                    .log("Segment not checked");
        } else if (!findings.containsKey(reason)) {
            LOG.atError()
                    .addKeyValue("partition", owner.topicPartition())
                    .addKeyValue("error", reason)
                    .log("Corrupt records found on disk");
            if (findings.size() < MOST_FINDINGS) {
                findings.put(reason, new Finding(owner.topicPartition(), segment.baseOffset(), reason));
            }
        }
    }

    /** What it has seen since the start. */
    public ScrubFacts facts() {
        return new ScrubFacts(passes, segmentsChecked, bytesChecked, indexesRebuilt, List.copyOf(findings.values()));
    }
}
