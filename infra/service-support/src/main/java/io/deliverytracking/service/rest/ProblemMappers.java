package io.deliverytracking.service.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Every error leaves as a {@link Problem}; what is our own fault is logged and not told.
 *
 * <p>A service that can say more of an exception has a mapper of its own, which comes before these.
 *
 * <p>Stateless; any thread.
 */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** Behind the services' own mappers, which have {@link Priorities#USER}. */
    private static final int AFTER_THE_SERVICES_OWN = Priorities.USER + 1_000;

    @ServerExceptionMapper(priority = AFTER_THE_SERVICES_OWN)
    public Response problem(ProblemException problem) {
        return Problem.response(problem.status(), String.valueOf(problem.getMessage()));
    }

    /** What the framework refuses: no such path or method, no acceptable media type, a body that is no JSON. */
    @ServerExceptionMapper(priority = AFTER_THE_SERVICES_OWN)
    public Response framework(WebApplicationException refused) {
        if (refused.getCause() instanceof JsonProcessingException cause) {
            return unreadable(cause);
        }
        Response response = refused.getResponse();
        if (response.hasEntity() || response.getStatus() < Status.BAD_REQUEST.getStatusCode()) {
            return response;
        }
        // Its headers stay: a 405 has to name the methods that are allowed.
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.response(response.getStatusInfo(), String.valueOf(refused.getMessage()))
                        .getEntity())
                .build();
    }

    /** A body that is JSON but not what was meant. */
    @ServerExceptionMapper(priority = Priorities.USER)
    public Response body(MismatchedInputException mismatch) {
        return unreadable(mismatch);
    }

    @ServerExceptionMapper(priority = AFTER_THE_SERVICES_OWN)
    public Response unexpected(Exception fault) {
        LOG.error("A question could not be answered", fault);
        return Problem.response(Status.INTERNAL_SERVER_ERROR, "The service failed; its log says more.");
    }

    private static Response unreadable(JsonProcessingException fault) {
        String field = fault instanceof JsonMappingException mapping ? field(mapping) : null;
        String detail = fault instanceof UnrecognizedPropertyException
                ? field + " is not a known field"
                : field == null ? "the body is not the JSON expected" : field + " has a value of the wrong type";
        return Problem.response(Status.BAD_REQUEST, detail, field);
    }

    private static @Nullable String field(JsonMappingException mapping) {
        List<JsonMappingException.Reference> path = mapping.getPath();
        return path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
    }
}
