package io.deliverytracking.console.web;

import io.deliverytracking.console.config.ConsoleConfig;
import io.deliverytracking.console.domain.Caller;
import io.deliverytracking.console.domain.CallerRules;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route and lets only those pass whom {@link CallerRules} allow; the others get a 403.
 *
 * <p>Threading: event loops; stateless.
 */
@ApplicationScoped
final class CallerGuard {

    /** Before anything else that looks at a request. */
    private static final int FIRST = 10_000;

    private final CallerRules rules;

    CallerGuard(ConsoleConfig config) {
        this.rules = new CallerRules(config.allowedHosts().orElse(Set.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        rules.refusal(callerOf(context.request()))
                .ifPresentOrElse(reason -> Problems.send(context, Status.FORBIDDEN, reason), context::next);
    }

    private static Caller callerOf(HttpServerRequest request) {
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        boolean upgrades = request.getHeader(HttpHeaders.UPGRADE) != null;
        return new Caller(
                !reads || upgrades,
                host(request),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader("sec-fetch-site"));
    }

    /** HTTP/2 has :authority in its place. */
    private static @Nullable String host(HttpServerRequest request) {
        return request.authority() == null ? null : request.authority().toString();
    }
}
