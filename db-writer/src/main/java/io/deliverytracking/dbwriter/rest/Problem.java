package io.deliverytracking.dbwriter.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/**
 * An error for the caller, as RFC 9457 has it.
 *
 * @param title what kind of error, the same for all of its kind
 * @param status the HTTP status
 * @param detail what was wrong in this request
 */
public record Problem(String title, int status, String detail) {
    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static WebApplicationException badRequest(String detail) {
        return exception(Response.Status.BAD_REQUEST, detail);
    }

    static WebApplicationException notFound(String detail) {
        return exception(Response.Status.NOT_FOUND, detail);
    }

    private static WebApplicationException exception(Response.Status status, String detail) {
        return new WebApplicationException(detail, of(status.getStatusCode(), detail));
    }

    static Response of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(title, status, detail))
                .build();
    }
}
