package io.deliverytracking.loadtest.report.plot;

/**
 * A mark on a scale.
 *
 * @param label empty for a mark without words
 */
public record Tick(double value, String label) {}
