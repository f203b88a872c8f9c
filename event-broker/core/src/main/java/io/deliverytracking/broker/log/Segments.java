package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;

/** Makes segments with their share of roll jitter. */
final class Segments {

    private Segments() {}

    static Segment create(StorageDirectory directory, long baseOffset, LogConfig config, LogServices services) {
        long jitterMs = Math.min(config.segmentJitterMs(), config.segmentMs());
        int bound = (int) Math.min(Integer.MAX_VALUE, jitterMs);
        return new Segment(
                directory,
                baseOffset,
                services.clock().wallClockMs(),
                bound == 0 ? 0 : services.random().nextInt(bound));
    }
}
