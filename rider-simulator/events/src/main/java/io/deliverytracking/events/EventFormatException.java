package io.deliverytracking.events;

import org.jspecify.annotations.Nullable;

/**
 * Bytes from a topic are no event that this version of the contract can read: data for a dead letter, never worth a
 * retry.
 *
 * <p>Carries no stack trace: it describes the bytes, not the code, and a flood of bad records must not cost a stack walk
 * each. The message holds field names, numbers that broke a rule and lengths; never a position.
 */
public abstract class EventFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EventFormatException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    /** What is wrong, for counters and dead letters. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of broken events. Names are stored with dead letters: keep them. */
    public enum Reason {
        /** The record has no value, or an empty one. */
        NO_VALUE,
        /** The bytes are no protobuf message of this type. */
        BROKEN_BYTES,
        /** The contract's version in the bytes is not one that this reader knows. */
        UNKNOWN_VERSION,
        /** A mandatory field is absent. */
        MISSING_FIELD,
        /** A field holds a value outside of its range. */
        OUT_OF_RANGE,
        /** The record's key is absent or misspelt. */
        BAD_KEY
    }
}
