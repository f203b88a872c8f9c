package io.deliverytracking.location;

import org.junit.jupiter.api.Tag;

/** The same, read without the connector. */
@Tag("long")
class PlainClientLocationProcessIT extends LocationProcessIT {

    @Override
    String adapter() {
        return "plain-client";
    }
}
