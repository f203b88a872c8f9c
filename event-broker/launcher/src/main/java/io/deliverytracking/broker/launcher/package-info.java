/**
 * The broker alone: what {@code ./delivery broker} runs, for whoever wants neither the demo nor HTTP.
 *
 * <p>{@link io.deliverytracking.broker.launcher.LauncherMain} is {@link io.deliverytracking.broker.server.BrokerMain} with a log on
 * the terminal; {@link io.deliverytracking.broker.launcher.StartRecording} runs after a build, so that the next start is quick.
 * The script {@code delivery} has the JVM's flags and the defaults. Decision record 0027 says why this is beside the
 * Quarkus application, and not in it.
 */
@NullMarked
package io.deliverytracking.broker.launcher;

import org.jspecify.annotations.NullMarked;
