package io.deliverytracking.events;

import org.jspecify.annotations.Nullable;

/** The bytes break the contract: not parseable, a mandatory field missing, a value out of range, or a bad key. */
public final class MalformedEventException extends EventFormatException {

    private static final long serialVersionUID = 1L;

    private MalformedEventException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }

    static MalformedEventException noValue(String message) {
        return new MalformedEventException(Reason.NO_VALUE, "no bytes where a " + message + " should be", null);
    }

    static MalformedEventException brokenBytes(String message, int length, Throwable cause) {
        return new MalformedEventException(
                Reason.BROKEN_BYTES, length + " bytes are no " + message + ": " + cause.getMessage(), cause);
    }

    static MalformedEventException missing(String field) {
        return new MalformedEventException(Reason.MISSING_FIELD, "mandatory field " + field + " is missing", null);
    }

    static MalformedEventException outOfRange(String field, long value, long min, long max) {
        return new MalformedEventException(
                Reason.OUT_OF_RANGE, field + " " + value + " is outside of " + min + " to " + max, null);
    }

    static MalformedEventException badKey(String what, byte @Nullable [] key) {
        return new MalformedEventException(
                Reason.BAD_KEY,
                key == null
                        ? "record without a key, expected a " + what
                        : "a key of " + key.length + " bytes is no " + what,
                null);
    }
}
