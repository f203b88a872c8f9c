package io.deliverytracking.broker.handler;

import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Answers the requests of one API key.
 *
 * <p>Threading: {@link #handle} is called on the lane. The handler replies on the lane exactly once: before
 * it returns, or later from a callback.
 *
 * <p>Failure: what the client did wrong is an error code in the response. An exception that leaves
 * {@link #handle} closes the connection of the request, and no other.
 *
 * @param <Q> the request's message class, for every version between {@link #lowestVersion()} and
 *     {@link #highestVersion()}
 * @param <R> the response's message class
 */
public interface ApiHandler<Q extends ApiMessage, R extends ApiMessage> {

    /** The API key whose requests this handler answers. */
    ApiKeys apiKey();

    /** The lowest version implemented, inclusive. */
    short lowestVersion();

    /** The highest version implemented, inclusive. */
    short highestVersion();

    /**
     * The lowest version that ApiVersions tells clients about. Only Produce differs from
     * {@link #lowestVersion()}: old librdkafka looks at Produce version 0 to see which codecs a broker
     * knows, so Kafka advertises versions it no longer accepts (KAFKA-18659).
     */
    default short lowestAdvertisedVersion() {
        return lowestVersion();
    }

    /** Answers {@code request} through {@code reply}, now or later. */
    void handle(RequestContext context, Q request, Reply<R> reply);
}
