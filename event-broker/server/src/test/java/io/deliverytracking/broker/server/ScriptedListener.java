package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.ApiRegistry;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * The wire without a broker behind it: a listener whose requests are answered as a test says.
 *
 * <p>Ownership: of its Vert.x, which it closes.
 */
final class ScriptedListener implements AutoCloseable {

    private static final long PATIENCE_S = 30;

    private final Vertx vertx;
    private final Connections connections;
    private final KafkaListener listener;

    /** Answers an API in every version, on the event loop. */
    record Handler<Q extends ApiMessage, R extends ApiMessage>(ApiKeys apiKey, BiConsumer<Q, Reply<R>> does)
            implements ApiHandler<Q, R> {

        @Override
        public short lowestVersion() {
            return apiKey.oldestVersion();
        }

        @Override
        public short highestVersion() {
            return apiKey.latestVersion();
        }

        @Override
        public void handle(RequestContext context, Q request, Reply<R> reply) {
            does.accept(request, reply);
        }
    }

    /** @param maxUnsentBytes of answers that clients do not take */
    ScriptedListener(Vertx vertx, Path directory, long maxUnsentBytes, Handler<?, ?>... handlers) {
        this.vertx = vertx;
        BrokerConfig config = BrokerConfig.ephemeral(directory);
        connections = new Connections(config, new SystemClock(), (delayMs, task) -> () -> false, maxUnsentBytes);
        connections.serve(
                new RequestDispatcher(new ApiRegistry(List.of(handlers)), connections, "PLAINTEXT", Integer.MAX_VALUE));
        listener = new KafkaListener(vertx, config);
        listener.bind(socket -> connections.accept((NetSocketInternal) socket));
    }

    RawClient connect() throws IOException {
        return new RawClient(listener.port());
    }

    void onLoop(Runnable task) {
        vertx.runOnContext(ignored -> task.run());
    }

    /** Asked on the event loop, which owns them: a client may have its answer before the loop has booked it. */
    ServerMetrics metrics() throws Exception {
        CompletableFuture<ServerMetrics> metrics = new CompletableFuture<>();
        onLoop(() -> metrics.complete(connections.metrics()));
        return metrics.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        listener.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    }
}
