package io.deliverytracking.console.web;

/** The order of our routes; all come before the framework's own, which begin above these. */
public final class RouteOrder {

    public static final int SERVICES = -2_000;
    public static final int PAGES = -1_000;

    private RouteOrder() {}
}
