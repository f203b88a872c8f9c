package io.deliverytracking.console.proxy;

import io.deliverytracking.console.web.Problems;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Connects a browser's WebSocket with a service's: the opening handshake is passed on, then bytes, whatever they mean.
 *
 * <p>Invariant: no more than the two sockets' write queues (64 KiB each) is held for a browser. One that does not read stops
 * the reading from the service, which notices and holds back: its rules for stalled clients apply through the console.
 *
 * <p>Either side's end or fault ends the other. Threading: event loops.
 *
 * <p>Source: RFC 6455, 4 (opening handshake); RFC 9110, 7.8 (upgrade).
 */
final class WebSocketTunnel {

    private static final Logger LOG = Logger.getLogger(WebSocketTunnel.class);
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Service service;
    private final ServiceClients clients;

    WebSocketTunnel(Service service, ServiceClients clients) {
        this.service = service;
        this.clients = clients;
    }

    /** Opens the way to {@code target} of the service, or says why there is none. */
    void open(RoutingContext context, String target) {
        HttpServerRequest browser = context.request();
        browser.pause();
        clients.webSockets()
                .request(handshake(browser, target))
                .compose(this::answer)
                .onSuccess(answer -> {
                    if (answer.statusCode() == SWITCHING_PROTOCOLS) {
                        join(browser, answer);
                    } else {
                        passRefusal(browser, answer);
                    }
                })
                .onFailure(fault -> {
                    LOG.debugf("No WebSocket to a service: service=%s fault=%s", service.name(), fault);
                    Away away = Away.from(service, fault);
                    browser.resume();
                    Problems.send(context, away.status(), away.detail());
                });
    }

    /** The browser's handshake: its keys, protocols and cookies are between the browser and the service. */
    private RequestOptions handshake(HttpServerRequest browser, String target) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(browser.headers());
        HopByHop.strip(headers);
        BrowsersPage.strip(headers);
        headers.remove(HttpHeaders.HOST)
                .set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .set(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        return clients.request(target).setMethod(HttpMethod.GET).setHeaders(headers);
    }

    private Future<HttpClientResponse> answer(HttpClientRequest handshake) {
        // Once the tunnel is open its sockets tell of faults; without a handler the client would log them as nobody's.
        handshake.exceptionHandler(
                fault -> LOG.debugf("A WebSocket to a service ended: service=%s fault=%s", service.name(), fault));
        return handshake
                .connect()
                .timeout(clients.silence().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(fault -> handshake.reset());
    }

    private void join(HttpServerRequest browser, HttpClientResponse answer) {
        NetSocket toService = answer.netSocket();
        // Until the browser's side is ready.
        toService.pause();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
        HopByHop.strip(headers);
        browser.response().setStatusCode(SWITCHING_PROTOCOLS).headers().addAll(headers);
        browser.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        browser.toNetSocket()
                .onSuccess(toBrowser -> {
                    connect(toService, toBrowser);
                    connect(toBrowser, toService);
                })
                .onFailure(fault -> toService.close());
    }

    /** The end of {@code from} ends {@code to}; a fault ends both, which a closed socket takes without complaint. */
    private static void connect(NetSocket from, NetSocket to) {
        from.pipeTo(to).onFailure(fault -> {
            from.close();
            to.close();
        });
    }

    /** The service answered, but with no WebSocket: what it says is what the browser hears. */
    private static void passRefusal(HttpServerRequest browser, HttpClientResponse answer) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
        HopByHop.strip(headers);
        browser.resume();
        browser.response().setStatusCode(answer.statusCode()).headers().addAll(headers);
        if (!headers.contains(HttpHeaders.CONTENT_LENGTH)) {
            browser.response().setChunked(true);
        }
        answer.pipeTo(browser.response());
    }
}
