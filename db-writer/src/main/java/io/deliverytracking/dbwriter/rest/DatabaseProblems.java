package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.service.rest.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever a query fails of otherwise is the database's silence: worth another try, so 503. Told without its insides. */
public final class DatabaseProblems {
    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    @ServerExceptionMapper
    Response map(Exception error) {
        LOG.errorf(error, "Query failed");
        return Problem.response(Status.SERVICE_UNAVAILABLE, "The database did not answer this query");
    }
}
