package io.deliverytracking.broker.clients.official;

import org.junit.jupiter.api.Tag;

/** By the protocol in which the broker assigns (KIP-848). */
@Tag("long")
class NextGenerationConsumerTest extends ConsumerScenarios {

    @Override
    String groupProtocol() {
        return "consumer";
    }
}
