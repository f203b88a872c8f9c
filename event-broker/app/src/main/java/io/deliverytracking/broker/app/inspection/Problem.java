package io.deliverytracking.broker.app.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 wants it told.
 *
 * @param type a URI reference that names the kind of problem; {@code about:blank} when the status says it all
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail what happened this time
 * @param instance the path that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
