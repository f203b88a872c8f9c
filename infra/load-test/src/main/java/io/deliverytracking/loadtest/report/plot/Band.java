package io.deliverytracking.loadtest.report.plot;

/**
 * A stretch of the horizontal axis that something happened in.
 *
 * @param kind class of the page's style: {@code band-quiet}, {@code band-fault}, {@code band-drain}
 */
public record Band(double from, double to, String label, String kind) {}
