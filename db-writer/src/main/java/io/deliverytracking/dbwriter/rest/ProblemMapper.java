package io.deliverytracking.dbwriter.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever leaves a resource into a {@link Problem}. What is our fault is logged, and told without its insides. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response map(WebApplicationException error) {
        Response response = error.getResponse();
        return response.hasEntity() ? response : Problem.of(response.getStatus(), String.valueOf(error.getMessage()));
    }

    @ServerExceptionMapper
    Response map(Exception error) {
        LOG.errorf(error, "Query failed");
        return Problem.of(503, "The database did not answer this query");
    }
}
