package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.probe.ProcessProbe;
import java.io.IOException;

/** What a broker uses while the clients count. Confined to one thread. */
final class UsageWindow implements ClientProcess.Window {

    private final long pid;
    private double cpuBefore;
    private double cpuSeconds;
    private double mostResidentMb;

    UsageWindow(long pid) {
        this.pid = pid;
    }

    @Override
    public void begin() throws IOException {
        cpuBefore = ProcessProbe.cpuSeconds(pid);
        tick();
    }

    @Override
    public void tick() throws IOException {
        mostResidentMb = Math.max(mostResidentMb, ProcessProbe.residentMb(pid));
    }

    @Override
    public void end() throws IOException {
        cpuSeconds = ProcessProbe.cpuSeconds(pid) - cpuBefore;
        tick();
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    double mostResidentMb() {
        return mostResidentMb;
    }
}
