package io.deliverytracking.kafkaconnect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What our own work on a record costs, so that it can be told apart from that of Connect and of the sink: processor time of the
 * thread, around one record in {@value #EVERY}, less what looking at the clock takes.
 *
 * <p>Threading: confined to one thread; the sum is any thread's.
 */
final class DecodingMeter {

    /** Looking twice at the clock takes about as long as a record: one in so many makes that a hundredth. */
    static final int EVERY = 128;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NOT_THIS_ONE = -1;

    private final DecodingCost cost;
    private int records;

    DecodingMeter(DecodingCost cost) {
        this.cost = cost;
    }

    /** Before a record; the answer is for {@link #end}. */
    long begin() {
        if (!cost.isWanted() || ++records % EVERY != 0) {
            return NOT_THIS_ONE;
        }
        return THREADS.getCurrentThreadCpuTime();
    }

    /** After it. */
    void end(long begin) {
        if (begin != NOT_THIS_ONE) {
            long end = THREADS.getCurrentThreadCpuTime();
            // What the clock itself takes, looked at in the same moment of the same thread.
            long again = THREADS.getCurrentThreadCpuTime();
            cost.add(2 * end - begin - again);
        }
    }
}
