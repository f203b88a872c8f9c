/**
 * One class per API key of the Kafka protocol: each turns a request into calls on the partitions, the
 * coordinator or the metadata, and their outcome into a response.
 *
 * <p>A handler decides nothing by itself: fencing, high watermarks, group transitions live with their
 * owners. What belongs here is what the wire asks for: version differences, error codes per partition,
 * limits of one response. {@link io.deliverytracking.broker.handler.ApiRegistry} knows all handlers and
 * is the single source of the version ranges that this broker advertises.
 *
 * <p>Threading: handlers run on the lane, one request at a time, and reply on the lane: at once or when
 * something they wait for has happened.
 */
@NullMarked
package io.deliverytracking.broker.handler;

import org.jspecify.annotations.NullMarked;
