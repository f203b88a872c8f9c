package io.deliverytracking.console.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * The paths of the single page application: each is answered with the one document, which shows the page by its path.
 *
 * <p>An unknown path stays unknown (404): a mistyped address must not look like the map.
 *
 * <p>Threading: event loop.
 */
@ApplicationScoped
final class PageRoutes {

    /** The same as in {@code web/app/shell/pages.ts}; {@code /} is the document itself. */
    private static final List<String> PAGES = List.of("/analytics", "/pipeline");

    void add(@Observes Router router) {
        for (String page : PAGES) {
            router.get(page).order(RouteOrder.PAGES).handler(request -> request.reroute("/"));
        }
    }
}
