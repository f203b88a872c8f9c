package io.deliverytracking.broker.metadata;

/**
 * A request to change the metadata: decides against an image, changes nothing itself.
 *
 * <p>Failure: what the requester did wrong as a whole is an {@link
 * org.apache.kafka.common.errors.ApiException}, thrown; what is wrong with one of several topics is
 * part of the answer. Any other exception is our own fault and stops the lane.
 */
@FunctionalInterface
public interface MetadataOperation<T> {

    /** Decides; {@code image} includes every decision made before, durable or still on its way. */
    Decision<T> decide(MetadataImage image);
}
