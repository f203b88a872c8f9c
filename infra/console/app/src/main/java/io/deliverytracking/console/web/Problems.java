package io.deliverytracking.console.web;

import io.deliverytracking.service.rest.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response.Status;

/** Answers of plain routes in the form that the REST interfaces have: problem details (RFC 9457). */
public final class Problems {

    private Problems() {}

    /** Ends the exchange; nothing of the answer may have been sent. */
    public static void send(RoutingContext context, Status status, String detail) {
        context.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(body(status, detail));
    }

    /** The body alone. */
    public static String body(Status status, String detail) {
        return Json.encode(new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, null));
    }
}
