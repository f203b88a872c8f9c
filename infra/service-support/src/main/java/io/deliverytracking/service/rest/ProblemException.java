package io.deliverytracking.service.rest;

import jakarta.ws.rs.core.Response.Status;

/** A question that cannot be answered, with the status and the sentence that say why. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Status status;

    private ProblemException(Status status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(Status.BAD_REQUEST, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(Status.NOT_FOUND, detail);
    }

    /** What is asked for doesn't go with what is there now. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Status.CONFLICT, detail);
    }

    /** Somebody that is needed for the answer is away: worth another try. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(Status.SERVICE_UNAVAILABLE, detail);
    }

    public Status status() {
        return status;
    }
}
