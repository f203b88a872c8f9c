package io.deliverytracking.callers;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sends it.
 *
 * @param changesState whether it may change something: any method but GET and HEAD, and the opening of a WebSocket, which a
 *     browser allows every page to every place
 * @param host the Host header: the name that the browser was told to open, port included
 * @param origin the Origin header: the page whose script asks; absent from clients that are no browsers
 * @param fetchSite the Sec-Fetch-Site header, by which newer browsers say how far away that page is
 */
public record Caller(
        boolean changesState,
        @Nullable String host,
        @Nullable String origin,
        @Nullable String fetchSite) {}
