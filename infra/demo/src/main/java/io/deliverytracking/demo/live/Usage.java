package io.deliverytracking.demo.live;

/**
 * What the machine and our processes use.
 *
 * @param machineCpu  busy share of all cores, 0 to 1
 * @param ourCpu      the share of all cores that our processes keep busy, 0 to 1
 * @param residentBytes memory of our processes; pages that Postgres' processes share count once
 */
public record Usage(double machineCpu, double ourCpu, long residentBytes) {

    public static final Usage NONE = new Usage(0, 0, 0);
}
