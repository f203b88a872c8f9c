package io.deliverytracking.simulator.kafka;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** No broker answers at the configured address, or not in time, or it does not make the topics yet. Ask again. */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String bootstrapServers, Throwable cause) {
        super(what(bootstrapServers, cause) + ": " + cause.getMessage(), cause);
    }

    /** An error that another try won't mend is an answer: a wrong replication factor should not read like a dead broker. */
    private static String what(String bootstrapServers, Throwable cause) {
        return cause instanceof ApiException && !(cause instanceof RetriableException)
                ? "the broker at " + bootstrapServers + " refuses the topics"
                : "no answer from the broker at " + bootstrapServers;
    }
}
