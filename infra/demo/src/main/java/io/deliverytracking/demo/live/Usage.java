package io.deliverytracking.demo.live;

import java.util.Map;

/**
 * What the machine and our processes use.
 *
 * @param machineCpu    busy share of all cores, 0 to 1
 * @param cores         of the machine
 * @param busyCores     how many cores each of our processes keeps busy, with its children, by name; 0 to {@code cores}
 * @param residentBytes memory of our processes; pages that Postgres' processes share count once
 */
public record Usage(double machineCpu, int cores, Map<String, Double> busyCores, long residentBytes) {

    public static final Usage NONE = new Usage(0, 1, Map.of(), 0);

    public Usage {
        busyCores = Map.copyOf(busyCores);
    }

    /** The share of all cores that our processes keep busy, 0 to 1. */
    public double ourCpu() {
        return busyCores.values().stream().mapToDouble(Double::doubleValue).sum() / cores;
    }
}
