package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of a log in order of their base offsets; the last one is active.
 *
 * <p>Copied on write: a slice keeps the array it was cut from, so reading it elsewhere needs no lock.
 *
 * <p>Invariant: base offsets strictly ascend; after opening there is always at least one segment.
 * <p>Threading: changed by the lane; the arrays it gives out do not change.
 */
final class SegmentList {

    private Segment[] segments = new Segment[0];

    void add(Segment segment) {
        Invariant.check(
                segments.length == 0 || active().baseOffset() < segment.baseOffset(),
                "segments are added in order",
                segment.baseOffset(),
                segments.length);
        segments = Arrays.copyOf(segments, segments.length + 1);
        segments[segments.length - 1] = segment;
    }

    Segment active() {
        return segments[segments.length - 1];
    }

    Segment first() {
        return segments[0];
    }

    Segment get(int index) {
        return segments[index];
    }

    int size() {
        return segments.length;
    }

    /** The index of the segment that would hold {@code offset}: the last whose base offset is at most that, or -1. */
    int floor(long offset) {
        int low = 0;
        int high = segments.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments[middle].baseOffset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Drops the first {@code count} and returns them. */
    List<Segment> removeFirst(int count) {
        List<Segment> removed = List.of(Arrays.copyOf(segments, count));
        segments = Arrays.copyOfRange(segments, count, segments.length);
        return removed;
    }

    /** Keeps the first {@code count} and returns the others. */
    List<Segment> keepFirst(int count) {
        List<Segment> removed = List.of(Arrays.copyOfRange(segments, count, segments.length));
        segments = Arrays.copyOf(segments, count);
        return removed;
    }

    /** Where {@code run} stands in the list, all of it and in order, before the active one; -1 if it does not. */
    int indexOfSealed(List<Segment> run) {
        int start = run.isEmpty() ? -1 : floor(run.get(0).baseOffset());
        if (start < 0 || start + run.size() >= segments.length) {
            return -1;
        }
        for (int i = 0; i < run.size(); i++) {
            if (segments[start + i] != run.get(i)) {
                return -1;
            }
        }
        return start;
    }

    /** Puts {@code replacement} in the place of {@code run}, which starts with the same offset. */
    void replaceSealed(List<Segment> run, Segment replacement) {
        int start = indexOfSealed(run);
        Invariant.check(
                start >= 0 && replacement.baseOffset() == run.get(0).baseOffset(),
                "a compacted segment stands for sealed ones of the log",
                replacement.baseOffset(),
                run.size());
        Segment[] replaced = new Segment[segments.length - run.size() + 1];
        System.arraycopy(segments, 0, replaced, 0, start);
        replaced[start] = replacement;
        int after = start + run.size();
        System.arraycopy(segments, after, replaced, start + 1, segments.length - after);
        segments = replaced;
    }

    /** The array itself, not to be changed. */
    Segment[] snapshot() {
        return segments;
    }

    long sizeInBytes() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.sizeInBytes();
        }
        return size;
    }
}
