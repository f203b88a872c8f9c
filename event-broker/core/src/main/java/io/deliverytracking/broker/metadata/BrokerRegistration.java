package io.deliverytracking.broker.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a broker in the cluster.
 *
 * @param brokerId {@code node.id}, never negative
 * @param brokerEpoch grows with each registration of the same id, and fences what an earlier
 *     incarnation still sends (KIP-631)
 * @param endpoints one for each listener, never empty
 * @param rack {@code broker.rack}
 * @param fenced a fenced broker leads nothing and gets no new replicas
 */
public record BrokerRegistration(
        int brokerId,
        long brokerEpoch,
        List<BrokerEndpoint> endpoints,
        @Nullable String rack,
        boolean fenced) {

    public BrokerRegistration {
        if (brokerId < 0) {
            throw new IllegalArgumentException("broker id " + brokerId + " is negative");
        }
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("broker " + brokerId + " registers without an endpoint");
        }
    }

    /** The endpoint of a listener, or null when this broker doesn't have that listener. */
    public @Nullable BrokerEndpoint endpoint(String listener) {
        for (BrokerEndpoint endpoint : endpoints) {
            if (endpoint.listener().equals(listener)) {
                return endpoint;
            }
        }
        return null;
    }
}
