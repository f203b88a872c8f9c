package io.deliverytracking.analytics;

import org.junit.jupiter.api.Tag;

/** The same, read without the connector. */
@Tag("long")
class PlainClientAnalyticsProcessIT extends AnalyticsProcessIT {

    @Override
    String adapter() {
        return "plain-client";
    }
}
