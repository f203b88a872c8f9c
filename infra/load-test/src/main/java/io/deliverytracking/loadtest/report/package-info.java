/**
 * The report of a run: one HTML file that opens anywhere, whose first screen a manager understands and whose last page a sceptic
 * respects.
 *
 * <p>{@link io.deliverytracking.loadtest.report.Report} is the way in. {@code Tidied} makes a broken result readable, {@code Run}
 * puts it in order, {@code Comparison} and the findings decide what can be said (and say so when the log does not win, or when
 * something is missing); the sections only show it.
 *
 * <p>The file loads nothing: no script library, no font, no image. It reads without its script, which sorts tables and reads
 * values from lines. It is HTML and well-formed XML at once.
 *
 * <p>Threading: everything here is one thread's.
 */
@NullMarked
package io.deliverytracking.loadtest.report;

import org.jspecify.annotations.NullMarked;
