/**
 * Real fixes, sent again in the order and at the pace in which they were taken, or faster, again and again, by as many
 * riders as are asked for.
 *
 * <pre>
 * io.deliverytracking.traces.Trace -&gt; Copies (who rides, shifted by how much) -&gt; ReplayWorkload (when, which is next: DueQueue)
 * </pre>
 *
 * <p>Reading is the business of {@code io.deliverytracking.traces}.
 */
@NullMarked
package io.deliverytracking.simulator.domain.replay;

import org.jspecify.annotations.NullMarked;
