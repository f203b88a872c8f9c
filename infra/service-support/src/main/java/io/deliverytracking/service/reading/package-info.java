/**
 * Reading the log poll by poll, in one of two ways that a service's domain cannot tell apart: through SmallRye's connector, or
 * with the official client alone, for half of the processor time an event ({@code infra/docs/adr/0021}).
 *
 * <p>Both read the settings of one channel ({@code mp.messaging.incoming.*}), tell the same rebalance listener, and hand whole
 * polls to the same method; what other threads want of the client goes through
 * {@link io.deliverytracking.service.reading.Reading}.
 *
 * <p>For services that bring {@code quarkus-messaging-kafka} along; the library itself does not.
 */
@NullMarked
package io.deliverytracking.service.reading;

import org.jspecify.annotations.NullMarked;
