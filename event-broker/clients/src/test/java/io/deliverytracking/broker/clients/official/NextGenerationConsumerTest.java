package io.deliverytracking.broker.clients.official;

import org.junit.jupiter.api.Disabled;

/** By the protocol in which the broker assigns (KIP-848). */
@Disabled("KIP-848 is being built")
class NextGenerationConsumerTest extends ConsumerScenarios {

    @Override
    String groupProtocol() {
        return "consumer";
    }
}
