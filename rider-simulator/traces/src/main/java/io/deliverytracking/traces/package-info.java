/**
 * Traces of real riders: what they are once read, and how they are collected while they are read.
 *
 * <pre>
 * file, folder, archive -&gt; file.TraceFiles (one after the other, bounded)
 *      -&gt; file.TraceText (what is it, how is it encoded) -&gt; csv.CsvReader or gpx.GpxReader
 *      -&gt; FixSink: TraceBuilder (keeps the fixes, gives a {@link io.deliverytracking.traces.Trace})
 *                  or {@link io.deliverytracking.traces.TraceAccounts} alone (only counts)
 * </pre>
 *
 * <p>{@link io.deliverytracking.traces.read.TraceReader} is the way in. A row that can't be read is counted by its reason
 * and never ends the reading; a file that fits nothing is a {@link io.deliverytracking.traces.TraceException} that quotes
 * its first lines, or, among files that fit, a line in the {@link io.deliverytracking.traces.TraceReport}.
 *
 * <p>Pure but for reading files: no clock, no threads. Everything is confined to the thread that reads.
 */
@NullMarked
package io.deliverytracking.traces;

import org.jspecify.annotations.NullMarked;
