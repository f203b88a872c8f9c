package io.deliverytracking.console.proxy;

import io.deliverytracking.console.config.ConsoleConfig;
import io.deliverytracking.console.web.Problems;
import io.deliverytracking.console.web.RouteOrder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/**
 * Adds one route a service, and one that says of any other name that there is no such service.
 *
 * <p>Routes match the normalized path, and the normalized path is what is passed on: {@code ..} leads nowhere.
 */
@ApplicationScoped
final class ServiceRoutes {

    private final Vertx vertx;
    private final ConsoleConfig config;

    ServiceRoutes(Vertx vertx, ConsoleConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void add(@Observes Router router) {
        for (Service service : Service.all(config.services())) {
            ServiceClients clients = ServiceClients.of(vertx, service, config.proxy());
            RestProxy rest = new RestProxy(service, clients);
            WebSocketTunnel tunnel = new WebSocketTunnel(service, clients);
            router.route(service.prefix() + "/*").order(RouteOrder.SERVICES).handler(context -> {
                if (opensWebSocket(context)) {
                    tunnel.open(context, target(context, service));
                } else {
                    rest.pass(context, target(context, service));
                }
            });
        }
        router.route("/services/*")
                .order(RouteOrder.SERVICES + 1)
                .handler(context -> Problems.send(context, Status.NOT_FOUND, "There is no such service"));
    }

    private static boolean opensWebSocket(RoutingContext context) {
        return "websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE));
    }

    private static String target(RoutingContext context, Service service) {
        String path = context.normalizedPath().substring(service.prefix().length());
        String query = context.request().query();
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : '?' + query);
    }
}
