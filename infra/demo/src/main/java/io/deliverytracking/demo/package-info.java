/**
 * One command that runs the whole pipeline: {@link io.deliverytracking.demo.Main} reads the command line of
 * {@code ./delivery} and hands over to the supervisor.
 *
 * <p>The parts, inward: {@code cli} (commands and what they print) → {@code supervisor} (starts, watches, restarts, drains,
 * stops) → {@code services} (what each process is started with), {@code live} (lag, rows, CPU, memory), {@code postgres},
 * {@code process} (sessions, pid files, identities) and {@code reckoning} (the account at the end, pure).
 */
@NullMarked
package io.deliverytracking.demo;

import org.jspecify.annotations.NullMarked;
