package io.deliverytracking.demo.live;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads CPU and memory of the machine and of our processes with all their children, from {@code /proc} where there is one, else what
 * the JVM and {@code ps} know.
 *
 * <p>Memory is the sum of proportional set sizes: resident pages, those that several processes share (Postgres' buffers, the JVM's
 * own code) counted once. Read every few samples, because the kernel walks page tables for it.
 * <p>Threading: confined to one thread. Units: clock ticks of 1/100 s, bytes.
 */
public final class UsageProbe {

    private static final double TICKS_PER_SECOND = 100;
    private static final int SHARED_EVERY = 5;
    private static final int UTIME_AFTER_NAME = 11;
    private static final int STIME_AFTER_NAME = 12;

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final boolean proc = Files.exists(Path.of("/proc/self/stat"));
    private final Map<Long, Long> ticksBefore = new HashMap<>();
    private final Map<Long, Long> shared = new HashMap<>();
    private long busyBefore;
    private long totalBefore;
    private long takenAtNs = System.nanoTime();
    private int samples;

    /** Usage since the last call. {@code pids} are our processes by name, without their children. */
    public Usage sample(Map<String, Long> pids) {
        return proc ? fromProc(pids) : fromPs(pids);
    }

    private Usage fromProc(Map<String, Long> pids) {
        long now = System.nanoTime();
        double seconds = Math.max(1e-3, (now - takenAtNs) / 1e9);
        takenAtNs = now;
        boolean readShared = samples++ % SHARED_EVERY == 0;
        if (readShared) {
            shared.clear();
        }
        Map<Long, Long> ticks = new HashMap<>();
        Map<String, Double> busyCores = new HashMap<>();
        long resident = 0;
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            long used = 0;
            for (long each : withChildren(process.getValue())) {
                String[] stat = stat(each);
                if (stat.length <= STIME_AFTER_NAME) {
                    continue;
                }
                long now1 = Long.parseLong(stat[UTIME_AFTER_NAME]) + Long.parseLong(stat[STIME_AFTER_NAME]);
                ticks.put(each, now1);
                used += Math.max(0, now1 - ticksBefore.getOrDefault(each, now1));
                resident += shared.computeIfAbsent(each, UsageProbe::proportionalBytes);
            }
            busyCores.put(process.getKey(), used / TICKS_PER_SECOND / seconds);
        }
        ticksBefore.clear();
        ticksBefore.putAll(ticks);
        return new Usage(machineShare(), cores, busyCores, resident);
    }

    private double machineShare() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElse("").split(" +");
            long total = 0;
            // user nice system idle iowait irq softirq steal; guest time is within user.
            for (int i = 1; i <= 8; i++) {
                total += Long.parseLong(fields[i]);
            }
            long busy = total - Long.parseLong(fields[4]) - Long.parseLong(fields[5]);
            double share = total == totalBefore ? 0 : (double) (busy - busyBefore) / (total - totalBefore);
            share = totalBefore == 0 ? 0 : share;
            busyBefore = busy;
            totalBefore = total;
            return share;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private static List<Long> withChildren(long pid) {
        List<Long> all = new ArrayList<>(childrenOf(pid));
        all.add(pid);
        return all;
    }

    private static List<Long> childrenOf(long pid) {
        try {
            String children = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
            return Stream.of(children.strip().split(" "))
                    .filter(child -> !child.isEmpty())
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }

    private static long proportionalBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException gone) {
            return 0;
        }
    }

    private Usage fromPs(Map<String, Long> pids) {
        double machine = 0;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            machine = Math.max(0, system.getCpuLoad());
        }
        Map<String, Double> busyCores = new HashMap<>();
        long kilobytes = 0;
        try {
            Process ps = new ProcessBuilder("ps", "-axo", "pid=,ppid=,rss=,pcpu=").start();
            for (String line : new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.strip().split(" +");
                if (fields.length != 4) {
                    continue;
                }
                for (Map.Entry<String, Long> process : pids.entrySet()) {
                    long pid = process.getValue();
                    if (pid == Long.parseLong(fields[0]) || pid == Long.parseLong(fields[1])) {
                        kilobytes += Long.parseLong(fields[2]);
                        double percent = Double.parseDouble(fields[3].replace(',', '.'));
                        busyCores.merge(process.getKey(), percent / 100, Double::sum);
                        break;
                    }
                }
            }
        } catch (IOException e) {
            // Without ps there is the machine's own load, and nothing of ours.
        }
        return new Usage(machine, cores, busyCores, kilobytes * 1024);
    }
}
