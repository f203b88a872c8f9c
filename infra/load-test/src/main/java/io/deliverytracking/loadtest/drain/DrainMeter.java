package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.sample.CpuMeter;
import io.deliverytracking.loadtest.sample.DiskWrites;
import io.deliverytracking.loadtest.sample.MachineCpu;
import io.deliverytracking.loadtest.sample.TaskCpu;
import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import io.deliverytracking.loadtest.sample.WalProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks at database, client, broker and machine from outside, ten times a second, from its making until {@link #close()}.
 *
 * <p>Threading: a thread of its own looks; anybody may ask for {@link #samples()}. Ownership: that thread, and one connection to the
 * database, whose questions are some microseconds of the server's time a second, in the figures.
 */
final class DrainMeter implements AutoCloseable {

    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String SERVER = "server";
    private static final String CLIENT = "client";
    private static final String BROKER = "broker";
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Processes processes;
    private final CpuMeter cpu = new CpuMeter();
    private final MachineCpu machine = new MachineCpu();
    private final ServerProcesses serverProcesses = new ServerProcesses();
    private final WalProbe wal;
    private final Map<String, Double> sums = new HashMap<>();
    private final List<DrainSample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::lookOn, "drain-meter");
    private final long firstWal;
    private final long firstDisk;
    private double busy;
    private double waiting;
    private long machineNs = System.nanoTime();
    private volatile boolean closed;

    /** By their pids, which may come later and go. Threading: asked by any thread. */
    record Processes(Supplier<OptionalLong> server, Supplier<OptionalLong> client, Supplier<OptionalLong> broker) {}

    DrainMeter(String jdbcUrl, Processes processes) {
        this.processes = processes;
        this.wal = new WalProbe(jdbcUrl);
        this.firstWal = wal.position().orElse(0);
        this.firstDisk = DiskWrites.bytes().orElse(0);
        cpu.addWithChildren(SERVER, processes.server);
        cpu.add(CLIENT, processes.client);
        cpu.add(BROKER, processes.broker);
        thread.setDaemon(true);
        thread.start();
    }

    private void lookOn() {
        while (!closed) {
            look();
            LockSupport.parkNanos(INTERVAL_NS);
        }
    }

    /** Looks now. */
    synchronized DrainSample look() {
        cpu.sample().forEach((name, seconds) -> sums.merge(name, seconds, Double::sum));
        long nowNs = System.nanoTime();
        double cores = PROCESSORS * (nowNs - machineNs) / 1e9;
        machineNs = nowNs;
        machine.sample().ifPresent(shares -> {
            busy += shares.busy() * cores;
            waiting += shares.waitingForDisk() * cores;
        });
        Map<Task, Double> serverTasks =
                TaskCpu.ofChildren(processes.server.get().orElse(0));
        serverProcesses.add(serverTasks);
        DrainSample sample = new DrainSample(
                System.currentTimeMillis(),
                sum(SERVER),
                serverProcesses.sessions(),
                serverProcesses.autovacuum(),
                sum(CLIENT),
                sum(BROKER),
                busy,
                waiting,
                wal.position().orElse(firstWal) - firstWal,
                DiskWrites.bytes().orElse(firstDisk) - firstDisk,
                serverTasks,
                TaskCpu.ofThreads(processes.client.get().orElse(0)));
        samples.add(sample);
        return sample;
    }

    private double sum(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    /** In the order of their times. */
    synchronized List<DrainSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wal.close();
    }
}
