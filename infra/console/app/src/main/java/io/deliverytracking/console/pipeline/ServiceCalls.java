package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks services for JSON, with a sentence for a person where there is none.
 *
 * <p>Threading: the future completes on the event loop that asked.
 *
 * <p>Failure: an {@link IOException} whose message says what happened. Whatever it was, it took no longer than the timeout.
 */
final class ServiceCalls {

    private static final int OK = 200;

    private final HttpClient client;
    private final ObjectMapper mapper;
    private final long timeoutMs;

    ServiceCalls(Vertx vertx, ObjectMapper mapper, Duration timeout) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(Math.toIntExact(timeout.toMillis())));
        this.mapper = mapper;
        this.timeoutMs = timeout.toMillis();
    }

    Future<JsonNode> get(URI service, String path) {
        RequestOptions request = new RequestOptions()
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(path)
                .setIdleTimeout(timeoutMs);
        return client.request(request)
                .compose(call -> call.send().compose(this::body))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(new IOException(sentence(fault), fault)));
    }

    private Future<JsonNode> body(HttpClientResponse answer) {
        if (answer.statusCode() != OK) {
            return Future.failedFuture(new IOException("it answers with status " + answer.statusCode()));
        }
        return answer.body().compose(this::json);
    }

    private Future<JsonNode> json(Buffer body) {
        try {
            return Future.succeededFuture(mapper.readTree(body.getBytes()));
        } catch (JsonProcessingException e) {
            return Future.failedFuture(new IOException("its answer is no JSON"));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private String sentence(Throwable fault) {
        if (fault instanceof TimeoutException) {
            return "no answer within " + timeoutMs + " ms";
        }
        if (fault instanceof ConnectException) {
            return "nothing listens at its address";
        }
        return String.valueOf(fault.getMessage());
    }
}
