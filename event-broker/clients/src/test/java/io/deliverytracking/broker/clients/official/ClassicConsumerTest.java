package io.deliverytracking.broker.clients.official;

/** By the protocol in which a member assigns (KIP-62 and before). */
class ClassicConsumerTest extends ConsumerScenarios {

    @Override
    String groupProtocol() {
        return "classic";
    }
}
