/**
 * The things under test, as processes that one can start, stop, kill and ask for their pid: database, broker, writer.
 *
 * <p>Each has a session of its own and a pid file, so a Ctrl-C reaches only the coordinator, which ends them in good order; and what
 * a killed coordinator leaves is found and ended by the next one.
 */
@NullMarked
package io.deliverytracking.loadtest.lab;

import org.jspecify.annotations.NullMarked;
