/**
 * The event contract, owned by the producer: topic names, record keys, and the bytes of each event.
 *
 * <p>The schema is {@code delivery_events.proto}; protoc turns it into {@code io.deliverytracking.events.v1}. This
 * package adds what a schema cannot say: which fields are mandatory, which ranges hold, and what a reader does with
 * bytes that break the rules. {@link io.deliverytracking.events.LocationCodec} and {@link
 * io.deliverytracking.events.OrderCodec} either give back an event that keeps every rule of the contract or throw an
 * {@link io.deliverytracking.events.EventFormatException}; no other exception leaves them, whatever the bytes.
 *
 * <p>The broker stays blind to these payloads; only applications import this package.
 */
@NullMarked
package io.deliverytracking.events;

import org.jspecify.annotations.NullMarked;
