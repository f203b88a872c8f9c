package io.deliverytracking.console.pipeline;

import java.time.Duration;

/** Constants of the collection. */
final class Collecting {

    /** Five collections: long enough to even out commits twice a second, short enough to show a change of rate. */
    static final Duration RATE_SPAN = Duration.ofSeconds(5);

    private Collecting() {}
}
