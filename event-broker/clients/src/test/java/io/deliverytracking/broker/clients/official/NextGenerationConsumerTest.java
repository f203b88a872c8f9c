package io.deliverytracking.broker.clients.official;

/** By the protocol in which the broker assigns (KIP-848). */
class NextGenerationConsumerTest extends ConsumerScenarios {

    @Override
    String groupProtocol() {
        return "consumer";
    }
}
