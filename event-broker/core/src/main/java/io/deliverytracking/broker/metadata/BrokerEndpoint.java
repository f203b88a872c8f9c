package io.deliverytracking.broker.metadata;

/**
 * Where one listener of a broker is reached by clients.
 *
 * @param listener the listener's name, for example {@code PLAINTEXT}
 * @param host what clients connect to, as advertised
 * @param port the bound port, never 0
 */
public record BrokerEndpoint(String listener, String host, int port) {

    public BrokerEndpoint {
        if (listener.isEmpty()) {
            throw new IllegalArgumentException("an endpoint needs a listener name");
        }
        if (port <= 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of listener " + listener + " is not in 1..65535");
        }
    }
}
