package io.deliverytracking.simulator.rest;

import io.deliverytracking.service.rest.Problem;
import io.deliverytracking.simulator.config.InvalidSettingException;
import io.deliverytracking.simulator.control.IllegalCommandException;
import io.deliverytracking.simulator.domain.fault.InvalidFaultException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a client did wrong into problem documents that name the field. */
public final class ProblemMappers {

    @ServerExceptionMapper
    Response map(InvalidSettingException e) {
        return Problem.response(Status.BAD_REQUEST, String.valueOf(e.getMessage()), e.field());
    }

    @ServerExceptionMapper
    Response map(InvalidFaultException e) {
        return Problem.response(Status.BAD_REQUEST, String.valueOf(e.getMessage()), e.field());
    }

    @ServerExceptionMapper
    Response map(IllegalCommandException e) {
        return Problem.response(Status.CONFLICT, String.valueOf(e.getMessage()));
    }
}
