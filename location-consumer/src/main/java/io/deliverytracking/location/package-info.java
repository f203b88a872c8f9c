/**
 * Live tracking: the latest position of every rider, for maps and customers.
 *
 * <p>One consumer group of its own reads both topics of the pipeline. The way of an event: {@code kafka} (a polled batch is
 * decoded into columns) → {@code domain} (the map decides) → {@code rest} (questions) and {@code live} (pushes over
 * WebSocket). {@code view} is the JSON that both show, {@code ops} health and metrics, {@code config} every setting.
 */
@NullMarked
package io.deliverytracking.location;

import org.jspecify.annotations.NullMarked;
