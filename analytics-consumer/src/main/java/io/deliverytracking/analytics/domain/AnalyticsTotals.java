package io.deliverytracking.analytics.domain;

/**
 * What has been read since the process started; each event that was read for the first time is in exactly one of
 * {@code counted}, {@code late} and {@code ahead}.
 *
 * @param counted went into a window
 * @param late    its window had been closed: counted here and in no window
 * @param ahead   the clock that stamped it runs too far ahead: counted here and in no window
 * @param rebuilt read again after a restart to rebuild open windows; in none of the others
 */
public record AnalyticsTotals(long counted, long late, long ahead, long rebuilt) {}
