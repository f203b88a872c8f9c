package io.deliverytracking.location.live;

import java.util.concurrent.CompletionStage;

/** What is sent to a client as one WebSocket message. */
sealed interface Message {

    /** How many bytes it keeps while it is on its way. */
    long bytes();

    /** Sends it; completes when the socket has taken it. */
    CompletionStage<?> sendTo(Outbox outbox);

    /** JSON of numbers and names: as many bytes as characters. */
    record Text(String json) implements Message {

        @Override
        public long bytes() {
            return json.length();
        }

        @Override
        public CompletionStage<?> sendTo(Outbox outbox) {
            return outbox.send(json);
        }
    }

    /** A frame of the live map. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and compared by nobody.
    record Binary(byte[] frame) implements Message {

        @Override
        public long bytes() {
            return frame.length;
        }

        @Override
        public CompletionStage<?> sendTo(Outbox outbox) {
            return outbox.send(frame);
        }
    }
}
