package io.deliverytracking.console.proxy;

import io.deliverytracking.console.web.Problems;
import io.deliverytracking.service.rest.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import org.jboss.logging.Logger;

/**
 * Passes REST calls on to one service and its answers back, both as streams with back-pressure.
 *
 * <p>A service that gives no answer is answered for, as {@link Away} says; one that breaks off within its answer breaks off
 * the browser's connection too, for a half answer must not look whole.
 *
 * <p>Threading: event loops.
 */
final class RestProxy {

    private static final Logger LOG = Logger.getLogger(RestProxy.class);

    private final Service service;
    private final ServiceClients clients;

    RestProxy(Service service, ServiceClients clients) {
        this.service = service;
        this.clients = clients;
    }

    /** Answers the browser with what the service says to {@code target}. */
    void pass(RoutingContext context, String target) {
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), clients.calls())
                .origin(call -> call.client()
                        .request(clients.request(target)
                                .setIdleTimeout(clients.silence().toMillis()))
                        .onSuccess(request -> endWith(context, request)))
                .addInterceptor(new Passing(target))
                .handle(context.request());
    }

    /** A browser that has gone waits for no answer: without this, its call would keep its connection until the silence is over. */
    private static void endWith(RoutingContext context, HttpClientRequest request) {
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                request.reset();
            }
        });
        if (context.response().closed()) {
            request.reset();
        }
    }

    /** What the library leaves to us: the path, headers of one connection, and answers for a service that is away. */
    private final class Passing implements ProxyInterceptor {

        private final String target;

        private Passing(String target) {
            this.target = target;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HopByHop.strip(context.request().headers());
            BrowsersPage.strip(context.request().headers());
            context.request().setURI(target);
            return context.sendRequest().recover(fault -> Future.succeededFuture(answerFor(context, fault)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            HopByHop.strip(context.response().headers());
            return context.sendResponse();
        }

        private ProxyResponse answerFor(ProxyContext context, Throwable fault) {
            LOG.debugf("No answer from a service: service=%s fault=%s", service.name(), fault);
            Away away = Away.from(service, fault);
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(away.status().getStatusCode())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .setBody(Body.body(Buffer.buffer(Problems.body(away.status(), away.detail()))));
        }
    }
}
