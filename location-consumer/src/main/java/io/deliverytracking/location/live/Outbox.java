package io.deliverytracking.location.live;

import java.util.concurrent.CompletionStage;

/** The way to one client. What is sent completes when the socket has taken it, which a client that does not read holds up. */
interface Outbox {

    /** Sends a text message. */
    CompletionStage<?> send(String text);

    /** Sends a binary message, which nobody changes from then on. */
    CompletionStage<?> send(byte[] bytes);

    /** Ends the connection. */
    void close(int code, String reason);
}
