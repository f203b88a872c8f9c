package io.deliverytracking.loadtest.result;

import org.jspecify.annotations.Nullable;

/**
 * A distribution of times in microseconds, counted from the intended moment, not from a late start.
 *
 * <p>The 99th percentile of a sample is itself a matter of chance: with 95% confidence that of everything lies between the two values
 * given, if the times don't depend on one another. Times that a stall has hit together do, so the truth is rather wider.
 *
 * @param p99LowUs the value at rank 0.99 n - 1.96 sqrt(0.99 * 0.01 n) of n values in order
 * @param p99HighUs the same with plus; null where that rank is beyond the last value: the sample sets no upper bound
 */
public record Latency(
        long count,
        double meanUs,
        long p50Us,
        long p99Us,
        long p99LowUs,
        @Nullable Long p99HighUs,
        long p999Us,
        long maxUs) {}
