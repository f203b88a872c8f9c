/**
 * Plots as inline SVG: scales with round ticks, lines, dots and bars, bands for phases, labels beside the lines.
 *
 * <p>Why our own: the report is one file that is committed to the docs, so it holds no third-party code; and a bare JDK has no
 * fonts, so AWT can't draw it.
 *
 * <p>Coordinates are those of a drawing 400 wide, shown at its own size in a column of the page and a little smaller on a phone.
 * Colours are classes of the page's style ({@code currentColor} in the drawing), so light, dark and paper each have their own.
 * Every plot is an image with a sentence that says what is seen.
 *
 * <p>Reading order: {@link io.deliverytracking.loadtest.report.plot.Scale}, {@link
 * io.deliverytracking.loadtest.report.plot.LinePlot}, then the other plots.
 */
@NullMarked
package io.deliverytracking.loadtest.report.plot;

import org.jspecify.annotations.NullMarked;
