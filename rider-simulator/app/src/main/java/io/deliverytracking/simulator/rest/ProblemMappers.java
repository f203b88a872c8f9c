package io.deliverytracking.simulator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.deliverytracking.simulator.config.InvalidSettingException;
import io.deliverytracking.simulator.control.IllegalCommandException;
import io.deliverytracking.simulator.domain.fault.InvalidFaultException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what a client did wrong into problem documents that name the field. */
public class ProblemMappers {

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
        return Problem.response(Status.CONFLICT, String.valueOf(e.getMessage()), null);
    }

    @ServerExceptionMapper
    Response map(MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    Response map(WebApplicationException e) {
        return e.getCause() instanceof JsonProcessingException cause ? unreadable(cause) : e.getResponse();
    }

    private static Response unreadable(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping ? field(mapping) : null;
        String detail = e instanceof UnrecognizedPropertyException
                ? field + " is not a known field"
                : field == null ? "the body is not the JSON expected" : field + " has a value of the wrong type";
        return Problem.response(Status.BAD_REQUEST, detail, field);
    }

    private static @Nullable String field(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        return path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
    }
}
