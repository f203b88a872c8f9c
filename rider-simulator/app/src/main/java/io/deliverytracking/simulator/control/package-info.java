/**
 * Runs sessions: one generator thread a session, commands handed over to it, and snapshots of what it does.
 *
 * <pre>
 * WAITING_FOR_BROKER -&gt; READY -&gt; RUNNING &lt;-&gt; PAUSED
 *                         ^         |           |
 *                         |         +-----------+--&gt; STOPPING -&gt; STOPPED    (told to)
 *                         |         +-----------------------------&gt; FINISHED   (duration over, end of the trace)
 *                         |         +-----------------------------&gt; FAILED     (trace unreadable, disk full, ...)
 *                         |                                            +------&gt; STOPPED    (told to)
 *                         +--- start again: a new session
 * </pre>
 */
@NullMarked
package io.deliverytracking.simulator.control;

import org.jspecify.annotations.NullMarked;
