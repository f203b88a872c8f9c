package io.deliverytracking.broker.handler;

import org.apache.kafka.common.protocol.ApiMessage;

/**
 * The way back to the client for one request. Exactly one of the three methods is called, exactly once.
 *
 * <p>Responses leave a connection in the order of its requests, whatever the order of the calls: an early
 * reply waits for the ones before it.
 *
 * <p>Threading: confined to the lane. Calling it after the client has gone is allowed and does nothing.
 *
 * @param <R> the response's message class
 */
public interface Reply<R extends ApiMessage> {

    /** Sends the response. */
    void send(R response);

    /** The request wants no response (Produce with {@code acks=0}). */
    void sendNothing();

    /**
     * Closes the connection: the only way to tell a client that expects no response that its request
     * failed.
     */
    void closeConnection(String reason);
}
