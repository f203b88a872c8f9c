package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of the log: retired segments are renamed at once and unlinked {@code file.delete.delay.ms} later.
 *
 * <p>The delay lets slices under way be read; unlinking large files takes long, so it happens off the lane. What a
 * restart finds renamed, it deletes.
 *
 * <p>Threading: the lane's. A failed unlink leaves a file to the next restart and is only logged.
 */
final class RetiredSegments {

    private static final Logger LOG = LoggerFactory.getLogger(RetiredSegments.class);

    private final StorageDirectory directory;
    private final LogServices services;

    RetiredSegments(StorageDirectory directory, LogServices services) {
        this.directory = directory;
        this.services = services;
    }

    /** Retires segments that left the front of the log, the oldest first: whatever happens, no gap is left behind. */
    void retireFromFront(List<Segment> segments, long delayMs) {
        for (int i = 0; i < segments.size(); i++) {
            segments.get(i).files().retire();
        }
        unlinkLater(segments, delayMs);
    }

    /** Retires segments that left the end of the log, the newest first. */
    void retireFromEnd(List<Segment> segments, long delayMs) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            segments.get(i).files().retire();
        }
        unlinkLater(segments, delayMs);
    }

    /** Unlinks segments that a compacted one stands for, and that are renamed already. */
    void unlinkReplaced(List<Segment> segments, long delayMs) {
        unlinkLater(segments, delayMs);
    }

    private void unlinkLater(List<Segment> segments, long delayMs) {
        if (segments.isEmpty()) {
            return;
        }
        services.timers()
                .schedule(
                        delayMs,
                        () -> services.background()
                                .submit(
                                        () -> {
                                            for (Segment segment : segments) {
                                                segment.files().unlink();
                                            }
                                            return segments.size();
                                        },
                                        (unlinked, failure) -> {
                                            if (failure != null) {
                                                LOG.warn(
                                                        "retired segments not unlinked directory={} error={}",
                                                        directory.path(),
                                                        failure.getMessage());
                                            }
                                        }));
    }
}
