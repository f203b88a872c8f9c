package io.deliverytracking.loadtest.foreground;

import io.deliverytracking.loadtest.foreground.MeasuredTime.Part;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.sample.LatencyRecorder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests, in two views: second by second as they end, and over a part of the trial by when they were
 * <em>due</em>. A server that stalls shortly before the load's end answers after it, and those are its worst answers: by their ends
 * they would be in no figure.
 *
 * <p>A request without an answer is an error, and counts as one that took {@link #PATIENCE_NS} at least: percentiles of those that
 * were answered would praise the server that answers few.
 * <p>Threading: {@link #add} from any thread; {@link #second()} and the rest confined to one.
 */
final class Outcomes {

    /** Whoever looks at a page that does not come for so long has left. */
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final MeasuredTime measured;
    private final LatencyRecorder endedLately = new LatencyRecorder();
    private final AtomicLong failedLately = new AtomicLong();
    private final Map<Part, Map<Operation, LatencyRecorder>> times = new EnumMap<>(Part.class);
    private final Map<Part, AtomicLong> errors = new EnumMap<>(Part.class);

    Outcomes(MeasuredTime measured) {
        this.measured = measured;
        for (Part part : Part.values()) {
            Map<Operation, LatencyRecorder> ofPart = new EnumMap<>(Operation.class);
            for (Operation operation : Operation.values()) {
                ofPart.put(operation, new LatencyRecorder());
            }
            times.put(part, ofPart);
            errors.put(part, new AtomicLong());
        }
    }

    /**
     * A request has ended.
     *
     * @param waitedNs since it was due
     */
    void add(Operation operation, long dueNs, long waitedNs, boolean answered) {
        Part part = measured.partOf(dueNs);
        long felt = answered ? waitedNs : Math.max(waitedNs, PATIENCE_NS);
        endedLately.record(felt);
        of(of(times, part), operation).record(felt);
        if (!answered) {
            failedLately.incrementAndGet();
            of(errors, part).incrementAndGet();
        }
    }

    /** What ended since the last call. */
    Foreground.Second second() {
        Histogram ended = endedLately.take(false);
        return new Foreground.Second(
                ended.getTotalCount() == 0 ? OptionalLong.empty() : OptionalLong.of(ended.getValueAtPercentile(99)),
                failedLately.getAndSet(0));
    }

    /** Of what was due in that part and has ended by now; by {@link Operation#title()}. */
    Map<String, Latency> latencies(Part part) {
        Map<String, Latency> latencies = new LinkedHashMap<>();
        of(times, part).forEach((operation, recorder) -> {
            recorder.take(true);
            recorder.kept().ifPresent(latency -> latencies.put(operation.title(), latency));
        });
        return latencies;
    }

    long errors(Part part) {
        return of(errors, part).get();
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing is recorded for " + key);
        }
        return value;
    }
}
