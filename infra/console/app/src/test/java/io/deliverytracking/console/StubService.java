package io.deliverytracking.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service as a test wants it, on a port that stays the same when it is stopped and started again: it answers paths with
 * what was put there, shows a request as it came in, echoes WebSockets, and can flood a WebSocket without end.
 *
 * <p>Thread-safe.
 */
public final class StubService {

    private static final int FLOOD_FRAME_BYTES = 64 * 1024;
    private static final long FLOOD_LIMIT_BYTES = 512L * 1024 * 1024;

    private final Vertx vertx;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicLong flooded = new AtomicLong();
    private volatile HttpServer server;
    private final int port;

    StubService(Vertx vertx) {
        this.vertx = vertx;
        this.server = listen(0);
        this.port = server.actualPort();
    }

    public int port() {
        return port;
    }

    /** From now on the path is answered with this JSON. */
    public void answer(String path, String json) {
        answers.put(path, json);
    }

    /** Bytes that {@code /flood} has got rid of. */
    public long floodedBytes() {
        return flooded.get();
    }

    public void stop() {
        await(server.close());
    }

    public void start() {
        server = listen(port);
    }

    private HttpServer listen(int wanted) {
        return await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .webSocketHandler(this::onWebSocket)
                .requestHandler(this::onRequest)
                .listen(wanted));
    }

    private void onRequest(HttpServerRequest request) {
        String answer = answers.get(request.path());
        if (answer != null) {
            request.response().putHeader("content-type", "application/json").end(answer);
            return;
        }
        switch (request.path()) {
            case "/echo" -> request.body().onSuccess(body -> echo(request, body));
            case "/silent" -> {
                // Never answers.
            }
            case "/broken" -> {
                request.response().putHeader("content-length", "1000");
                request.response()
                        .write("half")
                        .onComplete(written -> request.connection().close());
            }
            case "/large" -> large(request);
            default ->
                request.response()
                        .setStatusCode(404)
                        .putHeader("content-type", "application/problem+json")
                        .end("{\"status\":404,\"detail\":\"the service's own words\"}");
        }
    }

    private static void echo(HttpServerRequest request, Buffer body) {
        JsonObject headers = new JsonObject();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        request.response()
                .putHeader("content-type", "application/json")
                .putHeader("etag", "\"42\"")
                .putHeader("keep-alive", "timeout=5")
                .end(new JsonObject()
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("body", body.toString())
                        .toBuffer());
    }

    /** 16 MiB in pieces, as fast as they are taken. */
    private void large(HttpServerRequest request) {
        request.response().setChunked(true);
        AtomicLong left = new AtomicLong(256);
        Buffer piece = Buffer.buffer(new byte[FLOOD_FRAME_BYTES]);
        Runnable write = new Runnable() {
            @Override
            public void run() {
                while (left.get() > 0 && !request.response().writeQueueFull()) {
                    left.decrementAndGet();
                    request.response().write(piece);
                }
                if (left.get() == 0) {
                    request.response().end();
                } else {
                    request.response().drainHandler(drained -> run());
                }
            }
        };
        write.run();
    }

    /** As the services do, it takes no page of another address. */
    private void onWebSocket(ServerWebSocket socket) {
        if (socket.headers().contains("origin")) {
            socket.reject(403);
            return;
        }
        switch (socket.path()) {
            case "/echo" -> {
                socket.textMessageHandler(socket::writeTextMessage);
                socket.binaryMessageHandler(socket::writeBinaryMessage);
            }
            case "/flood" -> flood(socket);
            default -> socket.reject(404);
        }
    }

    private void flood(ServerWebSocket socket) {
        if (socket.isClosed()) {
            return;
        }
        Buffer frame = Buffer.buffer(new byte[FLOOD_FRAME_BYTES]);
        while (!socket.writeQueueFull() && flooded.get() < FLOOD_LIMIT_BYTES) {
            flooded.addAndGet(FLOOD_FRAME_BYTES);
            socket.writeBinaryMessage(frame);
        }
        socket.drainHandler(drained -> flood(socket));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
