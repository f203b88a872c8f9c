package io.deliverytracking.loadtest.report.plot;

/** A moment on the horizontal axis at which something happened. */
public record Mark(double at, String label) {}
