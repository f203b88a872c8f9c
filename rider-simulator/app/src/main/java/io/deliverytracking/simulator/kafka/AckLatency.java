package io.deliverytracking.simulator.kafka;

/** Milliseconds from the intended time of a fix to its acknowledgement, over a session. */
public record AckLatency(long count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {

    public static final AckLatency NONE = new AckLatency(0, 0, 0, 0, 0, 0);
}
