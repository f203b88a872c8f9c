package io.deliverytracking.console.proxy;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.TimeoutException;

/**
 * What a browser is told when a service gave no answer.
 *
 * @param status 502 if it cannot be reached, 504 if it takes too long, 503 if too many calls wait for it
 */
record Away(Status status, String detail) {

    static Away from(Service service, Throwable fault) {
        if (fault instanceof TimeoutException || fault instanceof ConnectTimeoutException) {
            return new Away(Status.GATEWAY_TIMEOUT, service.name() + " does not answer");
        }
        if (fault instanceof ConnectionPoolTooBusyException) {
            return new Away(Status.SERVICE_UNAVAILABLE, "Too many calls wait for " + service.name());
        }
        return new Away(Status.BAD_GATEWAY, service.name() + " is away");
    }
}
