package io.deliverytracking.dbwriter.process;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Outages, with writers that read without the connector. */
@Tag("long")
class PlainClientOutageIT extends OutageIT {

    @Override
    Map<String, String> settings() {
        return PlainClient.SETTINGS;
    }
}
