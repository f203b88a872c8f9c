package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.BrokerUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception that leaves a resource into a {@link Problem}. */
final class ProblemMappers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);
    private static final String NO_TYPE = "about:blank";

    @ServerExceptionMapper
    Response problem(ProblemException e, UriInfo uri) {
        String type =
                "urn:event-broker:problem:" + e.title().toLowerCase(Locale.ROOT).replace(' ', '-');
        return response(e.status(), type, e.title(), e.getMessage(), uri);
    }

    @ServerExceptionMapper
    Response unavailable(BrokerUnavailableException e, UriInfo uri) {
        return response(503, NO_TYPE, "Service Unavailable", e.getMessage(), uri);
    }

    /** What JAX-RS refuses by itself: unknown paths, methods, parameters that are no numbers. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e, UriInfo uri) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        return response(status.getStatusCode(), NO_TYPE, status.getReasonPhrase(), null, uri);
    }

    @ServerExceptionMapper
    Response fault(RuntimeException e, UriInfo uri) {
        LOG.atError().setCause(e).addKeyValue("path", uri.getPath()).log("Inspection failed");
        return response(500, NO_TYPE, "Internal Server Error", "The broker's log says more.", uri);
    }

    private static Response response(int status, String type, String title, @Nullable String detail, UriInfo uri) {
        return Response.status(status)
                .type(PROBLEM)
                .entity(new Problem(
                        type, title, status, detail, uri.getRequestUri().getPath()))
                .build();
    }
}
