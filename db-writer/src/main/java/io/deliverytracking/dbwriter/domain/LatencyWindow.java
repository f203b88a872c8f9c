package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;

/**
 * Latencies of the last seconds, as they were measured. Times are those of one monotonic clock, in nanoseconds, and
 * never decrease.
 *
 * <p>Threading: confined to whoever owns it. Memory: 16 bytes a sample, at most {@value #CAPACITY} samples; of more, the
 * latest count.
 */
final class LatencyWindow {
    /** A minute of 50 transactions a second, which is more than any probe brings. */
    private static final int CAPACITY = 3_000;

    private final long lengthNs;
    private final long[] timeNs = new long[CAPACITY];
    private final long[] latencyNs = new long[CAPACITY];
    private int oldest;
    private int size;

    LatencyWindow(long lengthNs) {
        this.lengthNs = lengthNs;
    }

    void add(long nowNs, long latency) {
        if (size == CAPACITY) {
            dropOldest();
        }
        int slot = (oldest + size) % CAPACITY;
        timeNs[slot] = nowNs;
        latencyNs[slot] = latency;
        size++;
    }

    void clear() {
        oldest = 0;
        size = 0;
    }

    int count(long nowNs) {
        while (size > 0 && nowNs - timeNs[oldest] > lengthNs) {
            dropOldest();
        }
        return size;
    }

    /** How many took longer than this. */
    int countAbove(long nowNs, long limitNs) {
        int above = 0;
        int count = count(nowNs);
        for (int i = 0; i < count; i++) {
            if (latencyNs[(oldest + i) % CAPACITY] > limitNs) {
                above++;
            }
        }
        return above;
    }

    /** The 99th percentile by nearest rank: of fewer than 100 samples the longest; of none 0. */
    long p99Ns(long nowNs) {
        int count = count(nowNs);
        if (count == 0) {
            return 0;
        }
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = latencyNs[(oldest + i) % CAPACITY];
        }
        Arrays.sort(sorted);
        return sorted[(count * 99 + 99) / 100 - 1];
    }

    private void dropOldest() {
        oldest = (oldest + 1) % CAPACITY;
        size--;
    }
}
