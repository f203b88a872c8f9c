package io.deliverytracking.console.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Headers by which a browser names the page that asks. The console has judged them; a service would compare them with its
 * own address, which is another one than the page's, and refuse. To a service the console is a client that is no browser.
 */
final class BrowsersPage {

    private BrowsersPage() {}

    /** Removes them. */
    static void strip(MultiMap headers) {
        headers.remove(HttpHeaders.ORIGIN).remove("sec-fetch-site");
    }
}
