package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are asked for; what is null selects all.
 *
 * @param letter this one only
 * @param topic those of this topic
 * @param reason those with this reason
 */
public record RedriveSelection(
        @Nullable DeadLetterName letter,
        @Nullable String topic,
        @Nullable String reason) {
    public static RedriveSelection one(DeadLetterName letter) {
        return new RedriveSelection(letter, null, null);
    }

    public static RedriveSelection all() {
        return new RedriveSelection(null, null, null);
    }
}
