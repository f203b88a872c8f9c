package io.deliverytracking.console.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service answers.
 *
 * @param since when it was first seen so; it may have been so for longer
 * @param detail what is wrong: of a service that is away what its call ended with, of one that answers what it says itself
 *     that keeps it from its work; null if nothing is
 */
public record ServiceState(
        String name,
        Presence presence,
        Instant since,
        @Nullable String detail) {

    /** Here or not. */
    public enum Presence {
        UP,
        AWAY
    }
}
