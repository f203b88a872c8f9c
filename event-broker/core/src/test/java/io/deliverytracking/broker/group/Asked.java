package io.deliverytracking.broker.group;

import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A question to the coordinator, and what came back; a second answer is a bug and fails the test. */
final class Asked<R> implements Answer<R> {

    private @Nullable R response;
    private @Nullable Errors error;

    @Override
    public void send(R answer) {
        assertFirstAnswer();
        response = answer;
        error = Errors.NONE;
    }

    @Override
    public void fail(Errors cause) {
        assertFirstAnswer();
        error = cause;
    }

    boolean isParked() {
        return error == null;
    }

    /** How it was refused, or NONE. */
    Errors error() {
        if (error == null) {
            throw new AssertionError("Not answered yet");
        }
        return error;
    }

    R response() {
        if (response == null) {
            throw new AssertionError(error == null ? "Not answered yet" : "Refused with " + error);
        }
        return response;
    }

    private void assertFirstAnswer() {
        if (error != null) {
            throw new AssertionError("Answered twice");
        }
    }
}
