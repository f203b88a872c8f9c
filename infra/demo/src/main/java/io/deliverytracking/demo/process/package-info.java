/**
 * Processes that outlive the one that started them.
 *
 * <p>A child runs in a session of its own, so a Ctrl-C in the terminal reaches only the supervisor, and a killed supervisor
 * takes nobody with it. What ties the two together is a pid file that the child writes itself and that names the process
 * beyond doubt (pid and start time): a pid that the system has given to somebody else is never signalled.
 */
@NullMarked
package io.deliverytracking.demo.process;

import org.jspecify.annotations.NullMarked;
