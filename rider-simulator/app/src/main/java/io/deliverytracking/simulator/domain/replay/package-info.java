/**
 * Real fixes from a file: read with patience, then sent again in the order and at the pace in which they were taken.
 *
 * <p>Reading takes any text file with a row a fix: separator, columns, time format and speed unit are found out or told.
 * A row that cannot be read is counted by its reason and never ends the reading; a file in which nothing can be read is
 * a {@link io.deliverytracking.simulator.domain.replay.TraceException} that quotes its first lines.
 *
 * <pre>
 * file -&gt; TraceLines (lines of bounded length) -&gt; RowSplitter (fields) -&gt; Columns (which is what)
 *      -&gt; RowParser (numbers, or a reason) -&gt; TraceBuilder (riders, repeats, disorder) -&gt; Trace (arrays by time)
 * </pre>
 */
@NullMarked
package io.deliverytracking.simulator.domain.replay;

import org.jspecify.annotations.NullMarked;
