package io.deliverytracking.loadtest.result;

/** A distribution of times in microseconds, counted from the intended moment, not from a late start. */
public record Latency(long count, double meanUs, long p50Us, long p99Us, long p999Us, long maxUs) {}
