package io.deliverytracking.broker.quota;

import io.deliverytracking.broker.common.Invariant;

/**
 * How many bytes a second have passed, over a sliding row of windows.
 *
 * <pre>
 *   window   | oldest |   ...  |        | current |
 *   sum        4096      ...      1024      512        rate = total / time since the oldest began,
 *              ^ began                          ^ now         or ten windows, if that is longer
 * </pre>
 *
 * <p>A window begins with the first bytes after the one before has ended, not at a fixed beat, and counts until a whole
 * row has passed since its last bytes. A client that has just begun is measured as if it had been silent for ten windows
 * before: its first request may so be a large one.
 *
 * <p>Invariant: windows are in the order of time, and at most {@code count + 1} of them count: whole ones, the current one,
 * and the oldest, of which the row still covers the end. (A window's last bytes come less than a window after its first,
 * so when one more begins, the oldest is a whole row behind.)
 *
 * <p>Threading: confined to the lane. Time comes in with each call, in milliseconds that never go back.
 *
 * <p>Source: KIP-13; the same figures as Apache Kafka's {@code Rate} over a {@code SampledStat}.
 */
final class WindowedRate {

    private final QuotaWindows windows;
    private final long[] beganMs;
    private final long[] lastMs;
    private final long[] sums;
    private int oldest;
    private int held;
    private long total;

    WindowedRate(QuotaWindows windows) {
        this.windows = windows;
        int capacity = windows.count() + 1;
        this.beganMs = new long[capacity];
        this.lastMs = new long[capacity];
        this.sums = new long[capacity];
    }

    /** Bytes have passed; a negative number takes back what was recorded and then did not pass. */
    void record(long bytes, long nowMs) {
        if (held == 0 || nowMs - beganMs[current()] >= windows.sizeMs()) {
            begin(nowMs);
        }
        int current = current();
        sums[current] += bytes;
        lastMs[current] = nowMs;
        total += bytes;
    }

    double bytesPerSecond(long nowMs) {
        forget(nowMs);
        return total * 1_000.0 / spanMs(nowMs);
    }

    /**
     * How long nothing more may pass until the rate is down to the limit: with the rate r over a span s, the x for which
     * {@code r * s / (s + x) = limit}.
     *
     * @param limit bytes a second, positive
     * @return milliseconds, 0 if the rate is within the limit
     */
    int throttleMs(double limit, long nowMs) {
        double rate = bytesPerSecond(nowMs);
        if (rate <= limit) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.round((rate - limit) / limit * spanMs(nowMs)));
    }

    /** Since the oldest window began, filled up to all whole windows, and the current one's part. */
    private long spanMs(long nowMs) {
        long elapsedMs = held == 0 ? 0 : nowMs - beganMs[oldest];
        long missing = windows.count() - 1 - elapsedMs / windows.sizeMs();
        return Math.max(1, elapsedMs + Math.max(0, missing) * windows.sizeMs());
    }

    private void forget(long nowMs) {
        while (held > 0 && nowMs - lastMs[oldest] >= windows.count() * windows.sizeMs()) {
            dropOldest();
        }
    }

    private void begin(long nowMs) {
        forget(nowMs);
        Invariant.check(held < sums.length, "a row of windows is full of windows that count", held, sums.length);
        held++;
        int current = current();
        beganMs[current] = nowMs;
        sums[current] = 0;
    }

    private void dropOldest() {
        total -= sums[oldest];
        oldest = (oldest + 1) % sums.length;
        held--;
    }

    private int current() {
        return (oldest + held - 1) % sums.length;
    }
}
