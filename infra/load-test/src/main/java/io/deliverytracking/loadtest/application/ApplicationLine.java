package io.deliverytracking.loadtest.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One line of the application's standard output: exactly one of the three.
 *
 * @param startedAtMs it has connected, and the first phase begins then; milliseconds since the epoch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApplicationLine(
        @Nullable Long startedAtMs,
        @Nullable ApplicationSecond second,
        @Nullable ApplicationSummary summary) {

    static ApplicationLine started(long atMs) {
        return new ApplicationLine(atMs, null, null);
    }

    static ApplicationLine of(ApplicationSecond second) {
        return new ApplicationLine(null, second, null);
    }

    static ApplicationLine of(ApplicationSummary summary) {
        return new ApplicationLine(null, null, summary);
    }
}
