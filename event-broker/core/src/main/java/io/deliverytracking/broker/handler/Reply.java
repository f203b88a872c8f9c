package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.port.ReadMemory;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * The way back to the client for one request. Exactly one of the methods that end it ({@link #send}, {@link #sendNothing},
 * {@link #closeConnection}) is called, exactly once.
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

    /**
     * Sends a response that lies in borrowed memory; may be called instead of {@link #send(ApiMessage)}.
     *
     * @param memory becomes the reply's, which gives it back when the bytes are sent or nobody wants them any more
     */
    default void send(R response, ReadMemory.Lease memory) {
        send(response);
        memory.release();
    }

    /** The request wants no response (Produce with {@code acks=0}). */
    void sendNothing();

    /**
     * Closes the connection: the only way to tell a client that expects no response that its request
     * failed.
     */
    void closeConnection(String reason);

    /**
     * Reads no further request of this client's connection for so long; answers still leave. To be called before the
     * request is ended. Where there is no connection, nobody has to wait.
     *
     * <p>Source: KIP-219.
     */
    default void mute(int forMs) {}
}
