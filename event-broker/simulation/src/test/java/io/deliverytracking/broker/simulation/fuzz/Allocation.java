package io.deliverytracking.broker.simulation.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread allocates: what a stranger's bytes claim must not decide that. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Runs {@code input}, and throws if it takes more: a second time, too, for the first may load and instrument classes. */
    public static void requireAtMost(long bytes, Runnable input) {
        if (allocatedBy(input) > bytes) {
            long allocated = allocatedBy(input);
            if (allocated > bytes) {
                throw new AssertionError(allocated + " bytes were allocated, more than " + bytes);
            }
        }
    }

    private static long allocatedBy(Runnable input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        input.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
