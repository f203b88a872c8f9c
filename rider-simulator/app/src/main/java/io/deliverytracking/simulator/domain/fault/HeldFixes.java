package io.deliverytracking.simulator.domain.fault;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Workload;
import java.util.PriorityQueue;

/**
 * Fixes that wait for their release, by time; of equal times the first to come goes first, so that a burst keeps its
 * order.
 */
final class HeldFixes {

    private final PriorityQueue<Held> queue = new PriorityQueue<>();
    private long arrivals;

    void add(Fix fix, long releaseNs, boolean copy) {
        queue.add(new Held(releaseNs, arrivals++, fix.copy(), copy));
    }

    int size() {
        return queue.size();
    }

    long nextNs() {
        Held next = queue.peek();
        return next == null ? Workload.NEVER : next.releaseNs;
    }

    Held take() {
        return queue.remove();
    }

    record Held(long releaseNs, long arrival, Fix fix, boolean copy) implements Comparable<Held> {

        @Override
        public int compareTo(Held other) {
            int byTime = Long.compare(releaseNs, other.releaseNs);
            return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
        }
    }
}
