package io.deliverytracking.console.web;

/** The order of our routes; all come before the framework's own, which begin above these. */
final class RouteOrder {

    static final int PAGES = -1_000;

    private RouteOrder() {}
}
