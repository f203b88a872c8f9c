package io.deliverytracking.dbwriter.process;

import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Overtaken in its transaction, with writers that read without the connector. */
@Tag("long")
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class PlainClientFrozenWriterIT extends FrozenWriterIT {

    @Override
    Map<String, String> settings() {
        return PlainClient.SETTINGS;
    }
}
