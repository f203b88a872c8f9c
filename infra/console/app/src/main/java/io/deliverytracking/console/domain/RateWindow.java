package io.deliverytracking.console.domain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How fast a counter grows, over the last seconds.
 *
 * <p>Over several samples and not between the last two: groups commit and statistics are gathered at their own beat, and a
 * rate over one second shows that beat as a wobble.
 *
 * <p>A counter that falls belongs to a process started anew; what was before says nothing about it. After a pause longer
 * than the span there is no rate until two fresh samples are there.
 *
 * <p>Not thread-safe.
 */
public final class RateWindow {

    private record Sample(long atMs, long count) {}

    private final long spanMs;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public RateWindow(Duration span) {
        this.spanMs = span.toMillis();
    }

    /** Notes what the counter said at a time not before the previous one; of one time the first sample counts. */
    public void add(long atMs, long count) {
        Sample last = samples.peekLast();
        if (last != null && (count < last.count() || atMs < last.atMs())) {
            samples.clear();
        } else if (last != null && atMs == last.atMs()) {
            return;
        }
        samples.addLast(new Sample(atMs, count));
        while (samples.getFirst().atMs() < atMs - spanMs) {
            samples.removeFirst();
        }
    }

    /** Empty while less than two samples are known. */
    public OptionalDouble perSecond() {
        if (samples.size() < 2) {
            return OptionalDouble.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return OptionalDouble.of((last.count() - first.count()) * 1_000.0 / (last.atMs() - first.atMs()));
    }
}
