package io.deliverytracking.broker.server;

/** The peer sent bytes that are no request; its connection has to be closed, since the next frame's start is unknown. */
final class InvalidFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFrameException(String message) {
        super(message);
    }

    InvalidFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
