package io.deliverytracking.broker.app;

/** There is no broker to ask at the moment; the message says why. Asking again later may help. */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(String message) {
        super(message);
    }
}
