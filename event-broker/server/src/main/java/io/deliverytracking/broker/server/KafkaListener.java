package io.deliverytracking.broker.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The listening socket.
 *
 * <p>Failure: {@link BrokerStartException} names the address if it can't be bound.
 */
final class KafkaListener {

    private static final long TIMEOUT_S = 30;
    private static final String EVERY_INTERFACE = "0.0.0.0";

    private final Endpoint endpoint;
    private final NetServer server;

    KafkaListener(Vertx vertx, BrokerConfig config) {
        this.endpoint = config.listener();
        NetServerOptions options = new NetServerOptions()
                .setHost(endpoint.host().isEmpty() ? EVERY_INTERFACE : endpoint.host())
                .setPort(endpoint.port())
                .setAcceptBacklog(config.integer(NetworkProperties.SOCKET_LISTEN_BACKLOG_SIZE))
                .setTcpNoDelay(true)
                .setReuseAddress(true);
        int sendBufferBytes = config.integer(NetworkProperties.SOCKET_SEND_BUFFER_BYTES);
        if (sendBufferBytes > 0) {
            options.setSendBufferSize(sendBufferBytes);
        }
        int receiveBufferBytes = config.integer(NetworkProperties.SOCKET_RECEIVE_BUFFER_BYTES);
        if (receiveBufferBytes > 0) {
            options.setReceiveBufferSize(receiveBufferBytes);
        }
        this.server = vertx.createNetServer(options);
    }

    /** Binds the address and hands each connection to {@code onConnection}; returns when it is bound. */
    void bind(Handler<NetSocket> onConnection) {
        server.connectHandler(onConnection);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BrokerStartException(
                    "Port " + endpoint.port() + " on " + endpoint.host() + " cannot be bound (is it taken by another"
                            + " process?): " + Reasons.of(e),
                    e);
        } catch (TimeoutException e) {
            throw new BrokerStartException("Binding " + endpoint + " took more than " + TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("Interrupted while binding " + endpoint, e);
        }
    }

    /** The port that was bound. */
    int port() {
        return server.actualPort();
    }

    /** Gives the address back; open connections go on. */
    void close() {
        server.close();
    }
}
