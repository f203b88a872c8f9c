package io.deliverytracking.service.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 writes it; {@code type} is always about:blank, so the title is that of the status.
 *
 * @param detail what was wrong with this request, for a person to read
 * @param field the field of the request's body that is wrong, where it is one
 */
@Schema(name = "Problem", description = "Problem details (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** The response that carries the problem. */
    public static Response response(StatusType status, String detail) {
        return response(status, detail, null);
    }

    /** The same for a field of the body. */
    public static Response response(StatusType status, String detail, @Nullable String field) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, field))
                .build();
    }
}
