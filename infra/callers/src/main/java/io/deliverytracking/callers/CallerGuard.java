package io.deliverytracking.callers;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route, also before those that open a WebSocket, and lets only those pass whom {@link CallerRules}
 * allow; the others get a 403 as a problem (RFC 9457).
 *
 * <p>Threading: event loops; stateless.
 */
@ApplicationScoped
final class CallerGuard {

    /** Before anything else that looks at a request. */
    private static final int FIRST = 10_000;

    private final CallerRules rules;

    CallerGuard(CallersConfig config) {
        this.rules = new CallerRules(config.allowedHosts().orElse(Set.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    /** Vert.x fails a request whose Host is missing or none (400) before any filter sees it. */
    void registerForFailures(@Observes Router router) {
        router.route().order(-FIRST).failureHandler(this::check);
    }

    private void check(RoutingContext context) {
        Optional<String> refusal = rules.refusal(callerOf(context.request()));
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, String reason) {
        HttpResponseStatus status = HttpResponseStatus.FORBIDDEN;
        context.response()
                .setStatusCode(status.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", status.reasonPhrase())
                        .put("status", status.code())
                        .put("detail", reason)
                        .toBuffer());
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
