package io.deliverytracking.simulator.domain.replay;

import java.util.function.IntToLongFunction;

/**
 * Copies by the time of their next fix: a binary heap of their numbers. Of equal times the lower number is first.
 *
 * <p>Threading: the generator thread.
 */
final class DueQueue {

    private final long[] dueMs;
    private final int[] heap;
    private int size;

    DueQueue(int copies) {
        dueMs = new long[copies];
        heap = new int[copies];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int copy, long copyDueMs) {
        dueMs[copy] = copyDueMs;
        heap[size] = copy;
        up(size++);
    }

    /** The copy whose fix is next. */
    int first() {
        return heap[0];
    }

    long firstMs() {
        return dueMs[heap[0]];
    }

    /** The first copy's fix was taken; this is the time of the one after it. */
    void postpone(long newDueMs) {
        dueMs[heap[0]] = newDueMs;
        down(0);
    }

    /** The first copy has no further fix. */
    void removeFirst() {
        heap[0] = heap[--size];
        if (size > 0) {
            down(0);
        }
    }

    /** A sum over the copies that are due: what is below one that is not due is not due either, and not looked at. */
    long sumOfDue(long untilMs, IntToLongFunction amount) {
        return sumOfDue(0, untilMs, amount);
    }

    private long sumOfDue(int at, long untilMs, IntToLongFunction amount) {
        if (at >= size || dueMs[heap[at]] > untilMs) {
            return 0;
        }
        return amount.applyAsLong(heap[at])
                + sumOfDue(2 * at + 1, untilMs, amount)
                + sumOfDue(2 * at + 2, untilMs, amount);
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && isBefore(heap[at], heap[(at - 1) / 2])) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down(int from) {
        int at = from;
        while (true) {
            int first = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                if (isBefore(heap[child], heap[first])) {
                    first = child;
                }
            }
            if (first == at) {
                return;
            }
            swap(at, first);
            at = first;
        }
    }

    private boolean isBefore(int copy, int other) {
        return dueMs[copy] < dueMs[other] || (dueMs[copy] == dueMs[other] && copy < other);
    }

    private void swap(int at, int other) {
        int copy = heap[at];
        heap[at] = heap[other];
        heap[other] = copy;
    }
}
