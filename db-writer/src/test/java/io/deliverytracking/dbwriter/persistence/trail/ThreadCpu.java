package io.deliverytracking.dbwriter.persistence.trail;

import java.lang.management.ManagementFactory;

/** Processor time of the calling thread. */
final class ThreadCpu {
    private ThreadCpu() {}

    static long currentNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
