package io.deliverytracking.loadtest.report.plot;

import java.util.List;

/**
 * A line.
 *
 * @param label stands at its end
 * @param points by rising x
 */
public record Series(String label, Style style, List<Point> points) {}
