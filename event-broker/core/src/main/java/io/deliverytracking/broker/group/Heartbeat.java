package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/** A member says that it lives, and learns whether its generation still stands. */
public final class Heartbeat {

    private Heartbeat() {}

    /** Answered with nothing but success or an error. */
    public record Request(
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId) {}

    /** The generation stands. */
    public enum Response {
        OK
    }
}
