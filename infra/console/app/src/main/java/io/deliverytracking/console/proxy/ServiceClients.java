package io.deliverytracking.console.proxy;

import io.deliverytracking.console.config.ConsoleConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * The connections to one service. Calls and WebSockets have pools of their own: a WebSocket keeps its connection for as long
 * as a page is open, and would leave none for calls.
 *
 * @param calls for REST
 * @param webSockets for tunnels
 * @param silence how long the service may be silent before a call is given up
 * @param service whose they are
 */
record ServiceClients(HttpClient calls, HttpClient webSockets, Duration silence, Service service) {

    static ServiceClients of(Vertx vertx, Service service, ConsoleConfig.Proxy bounds) {
        int connectTimeoutMs = Math.toIntExact(bounds.connectTimeout().toMillis());
        HttpClient calls = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(connectTimeoutMs)
                // A browser that gives a call up makes the proxy reset it, and with Vert.x 4.5 that closes the
                // connection even if
                // the answer was through and another call has it by now. To a neighbour a connection costs next to
                // nothing.
                .setKeepAlive(false)
                .setMaxPoolSize(bounds.maxCalls())
                .setMaxWaitQueueSize(bounds.maxWaiting()));
        HttpClient webSockets = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(connectTimeoutMs)
                .setMaxPoolSize(bounds.maxWebSockets())
                .setMaxWaitQueueSize(0));
        return new ServiceClients(calls, webSockets, bounds.silence(), service);
    }

    /** A request to the service. */
    RequestOptions request(String target) {
        return new RequestOptions()
                .setHost(service.address().getHost())
                .setPort(service.address().getPort())
                .setURI(target);
    }
}
