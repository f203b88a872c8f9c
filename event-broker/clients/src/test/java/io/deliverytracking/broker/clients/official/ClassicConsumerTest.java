package io.deliverytracking.broker.clients.official;

import org.junit.jupiter.api.Tag;

/** By the protocol in which a member assigns (KIP-62 and before). */
@Tag("long")
class ClassicConsumerTest extends ConsumerScenarios {

    @Override
    String groupProtocol() {
        return "classic";
    }
}
