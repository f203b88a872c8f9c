package io.deliverytracking.broker.handler;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a request beside its body.
 *
 * @param apiVersion the version that the request was written in and the response must be written in
 * @param correlationId the client's number for this request
 * @param clientId the client's name for itself, if it gave one
 * @param clientHost where the request came from, in Kafka's notation: {@code /127.0.0.1}
 * @param connectionId identifies the connection within the life of this broker
 * @param listenerName the listener that accepted the connection, e.g. {@code PLAINTEXT}
 * @param requestBytes the request's size on the wire, without its length
 */
public record RequestContext(
        short apiVersion,
        int correlationId,
        @Nullable String clientId,
        String clientHost,
        long connectionId,
        String listenerName,
        int requestBytes) {

    /** Who asks, as long as nobody has to say who he is: Apache Kafka's name for that. */
    private static final String ANONYMOUS = "ANONYMOUS";

    /** A request whose size does not matter. */
    public RequestContext(
            short apiVersion,
            int correlationId,
            @Nullable String clientId,
            String clientHost,
            long connectionId,
            String listenerName) {
        this(apiVersion, correlationId, clientId, clientHost, connectionId, listenerName, 0);
    }

    /** The user whom the request is from. There is no authentication yet, so it is everybody's name. */
    public String principal() {
        return ANONYMOUS;
    }

    /** The client's name for itself, empty if it gave none. */
    public String clientIdOrEmpty() {
        return clientId == null ? "" : clientId;
    }
}
