package io.deliverytracking.analytics.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What went wrong, as RFC 9457 writes it; {@code type} is always about:blank, so the title is that of the status. */
@Schema(name = "Problem", description = "Problem details (RFC 9457)")
record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";
}
