package io.deliverytracking.location.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error leaves as problem details; what is our own fault is logged and not told. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException problem) {
        return response(problem.status(), String.valueOf(problem.getMessage()));
    }

    @ServerExceptionMapper
    public Response framework(WebApplicationException refused) {
        return response(refused.getResponse().getStatusInfo(), String.valueOf(refused.getMessage()));
    }

    @ServerExceptionMapper
    public Response unexpected(RuntimeException fault) {
        LOG.error("A question could not be answered", fault);
        return response(Response.Status.INTERNAL_SERVER_ERROR, "The service failed; its log says more.");
    }

    private static Response response(StatusType status, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail))
                .build();
    }
}
