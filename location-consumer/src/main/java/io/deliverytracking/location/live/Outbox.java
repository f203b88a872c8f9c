package io.deliverytracking.location.live;

import java.util.concurrent.CompletionStage;

/** The way to one client. */
interface Outbox {

    /** Sends a text frame; completes when the socket has taken it, which a client that does not read holds up. */
    CompletionStage<?> send(String text);

    /** Ends the connection. */
    void close(int code, String reason);
}
