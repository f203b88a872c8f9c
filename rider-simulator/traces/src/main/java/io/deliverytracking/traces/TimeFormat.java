package io.deliverytracking.traces;

import java.util.Arrays;
import java.util.Optional;

/** How a file writes times. */
public enum TimeFormat {

    /** Found out for each row: a number is an epoch, told apart by its size; anything else is ISO 8601. */
    AUTO,
    /** ISO 8601, {@code T} or a blank between date and time, with an offset unless a time zone is configured. */
    ISO_8601,
    /** Since 1970, or with {@link TraceOptions#start()} since any moment; may have decimals. */
    EPOCH_SECONDS,
    EPOCH_MILLISECONDS,
    /** By {@link TraceOptions#timePattern()}. */
    PATTERN;

    /** {@code auto}, {@code iso-8601}, {@code epoch-seconds}, {@code epoch-milliseconds}; empty: any other is a pattern. */
    public static Optional<TimeFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format != PATTERN)
                .filter(format -> format.name().replace('_', '-').equalsIgnoreCase(name))
                .findFirst();
    }
}
