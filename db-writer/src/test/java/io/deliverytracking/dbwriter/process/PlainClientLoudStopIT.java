package io.deliverytracking.dbwriter.process;

import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Logs that are not the one, with a writer that reads without the connector. */
@Tag("long")
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class PlainClientLoudStopIT extends LoudStopIT {

    @Override
    Map<String, String> settings() {
        return PlainClient.SETTINGS;
    }
}
