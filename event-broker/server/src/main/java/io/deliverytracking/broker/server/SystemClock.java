package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.Clock;

/** The machine's clocks. */
final class SystemClock implements Clock {

    @Override
    public long wallClockMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicNs() {
        return System.nanoTime();
    }
}
