package io.deliverytracking.simulator.kafka;

/** No broker answers at the configured address, or not in time. Ask again. */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String bootstrapServers, Throwable cause) {
        super("no answer from the broker at " + bootstrapServers + ": " + cause.getMessage(), cause);
    }
}
