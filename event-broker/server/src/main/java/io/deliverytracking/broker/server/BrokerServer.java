package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.DataCounters;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.node.NodeConfig;
import io.deliverytracking.broker.node.NodeServices;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.server.storage.FileStorage;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that runs: a {@link Node} on a lane of its own, behind a listening socket.
 *
 * <p>Threading: may be used from any thread but the broker's own. The node is reached through {@link #onLane}.
 *
 * <p>Ownership: owns its event loop, its background threads, its sockets, and the lock of its log directory. All of it
 * ends with {@link #close()} or {@link #kill()}; another broker may then start on the same directory and port.
 *
 * <p>Failure: {@link BrokerStartException} says in plain words why a start failed. A fault after the start that leaves
 * the broker's state in doubt kills it, as the end of its process would; {@link #whenStopped()} tells.
 */
public final class BrokerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerServer.class);

    private static final long START_TIMEOUT_S = 120;
    private static final long STOP_TIMEOUT_S = 30;

    private final BrokerConfig config;
    private final Clock clock = new SystemClock();
    private final Vertx vertx;
    private final Lane lane;
    private final DirectReadMemory readMemory = new DirectReadMemory(Connections.MOST_UNSENT_BYTES);
    private final Connections connections;
    private final KafkaListener listener;
    private final Node node;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Throwable> stopped = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Starts a broker; returns when it accepts connections. */
    public static BrokerServer start(BrokerConfig config) {
        config.warnOfUnknownNames();
        long startNs = System.nanoTime();
        BrokerServer server = new BrokerServer(config);
        try {
            server.awaitStart();
        } catch (RuntimeException e) {
            server.kill();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("nodeId", config.integer(NodeProperties.NODE_ID))
                .addKeyValue("clusterId", server.clusterId())
                .addKeyValue("listener", server.bootstrapServers())
                .addKeyValue("logDir", config.logDir())
                .addKeyValue("cleanShutdownBefore", server.node.recoveryReport().cleanShutdown())
                .addKeyValue("tookMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs))
                .log("Broker started");
        return server;
    }

    private BrokerServer(BrokerConfig config) {
        this.config = config;
        NodeConfig nodeConfig = NodeConfigs.of(config);
        this.vertx = EventLoops.one();
        // What leaves a socket's handler is an error of ours: exceptions of requests are caught before.
        vertx.exceptionHandler(this::onFatal);
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        this.lane =
                new Lane(context.nettyEventLoop(), config.integer(NodeProperties.BACKGROUND_THREADS), this::onFatal);
        this.connections = new Connections(config, clock, lane);
        this.listener = new KafkaListener(vertx, config);
        try {
            // The port first: a second broker by mistake fails here, before it touches a file.
            listener.bind(socket -> lane.run(() -> connections.accept((NetSocketInternal) socket)));
            this.node = openNode(nodeConfig);
        } catch (RuntimeException e) {
            lane.stop();
            listener.close();
            vertx.close();
            throw e;
        }
        lane.execute(this::startNode);
    }

    private Node openNode(NodeConfig nodeConfig) {
        NodeServices services = new NodeServices(
                clock,
                lane,
                lane,
                new SystemRandom(),
                FileStorage.of(config.logDir()),
                readMemory,
                new JavaLogLevels());
        try {
            return Node.open(nodeConfig, services, this::onFatal);
        } catch (RuntimeException e) {
            throw new BrokerStartException("The broker cannot use its log directory: " + e.getMessage(), e);
        }
    }

    private void startNode() {
        Endpoint advertised = config.advertised();
        int port = advertised.port() == 0 ? listener.port() : advertised.port();
        BrokerEndpoint endpoint = new BrokerEndpoint(advertised.listenerName(), advertised.host(), port);
        node.start(List.of(endpoint), (nothing, failure) -> {
            if (failure != null) {
                onFatal(failure);
                return;
            }
            connections.serve(new RequestDispatcher(
                    node.apis(),
                    connections,
                    config.listener().listenerName(),
                    config.integer(NetworkProperties.SOCKET_REQUEST_MAX_BYTES)));
            sweepIdleConnections();
            started.complete(null);
        });
    }

    private void sweepIdleConnections() {
        lane.schedule(connections.idleCheckIntervalMs(), () -> {
            connections.closeIdle();
            sweepIdleConnections();
        });
    }

    private void awaitStart() {
        try {
            started.get(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BrokerStartException("The broker cannot start: " + Reasons.of(e), e);
        } catch (TimeoutException e) {
            throw new BrokerStartException("The broker did not start within " + START_TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("Interrupted while the broker started", e);
        }
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        Endpoint advertised = config.advertised();
        return new Endpoint(
                        advertised.listenerName(),
                        advertised.host(),
                        advertised.port() == 0 ? listener.port() : advertised.port())
                .hostAndPort();
    }

    /** The port that was bound. */
    public int port() {
        return listener.port();
    }

    /** The cluster's id, stable over restarts on one log directory. */
    public String clusterId() {
        return node.clusterId();
    }

    /** {@code node.id}. */
    public int nodeId() {
        return config.integer(NodeProperties.NODE_ID);
    }

    public BrokerConfig config() {
        return config;
    }

    /**
     * Asks the node something, on its lane.
     *
     * @param query must not block, and must hand out nothing that the lane goes on changing
     * @return fails with {@link IllegalStateException} once the broker has stopped
     */
    public <T> CompletionStage<T> onLane(Function<? super Node, ? extends T> query) {
        return lane.query(() -> query.apply(node));
    }

    /** The network's numbers. */
    public CompletionStage<ServerMetrics> metrics() {
        return lane.query(connections::metrics);
    }

    /** Records and bytes of the data path. */
    public CompletionStage<DataCounters.Snapshot> dataCounters() {
        return lane.query(() -> node.counters().snapshot());
    }

    /** Completes when the broker has stopped: with null after {@link #close()}, with the reason after a fault. */
    public CompletionStage<@Nullable Throwable> whenStopped() {
        return stopped.copy();
    }

    private void onFatal(Throwable failure) {
        if (started.completeExceptionally(failure)) {
            return;
        }
        LOG.atError().setCause(failure).log("The broker's state is in doubt: stopping at once");
        if (stopping.compareAndSet(false, true)) {
            dropEverything();
            new Thread(
                            () -> {
                                release();
                                stopped.complete(failure);
                            },
                            "broker-failed")
                    .start();
        }
    }

    /**
     * Stops cleanly: no new connections, parked requests are answered, the logs are forced to disk and marked as cleanly
     * closed. Returns when that is done.
     */
    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStopped();
            return;
        }
        CompletionStage<Boolean> done = lane.query(() -> {
            connections.stopAccepting();
            node.shutDown();
            connections.closeAll();
            return true;
        });
        Throwable failure = null;
        try {
            done.toCompletableFuture().get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            failure = e;
            LOG.atError().setCause(e).log("The broker could not be stopped cleanly");
        } catch (InterruptedException e) {
            failure = e;
            Thread.currentThread().interrupt();
        }
        release();
        // Before whoever waits for the end goes on, and perhaps closes the log.
        LOG.atInfo().addKeyValue("listener", config.listener()).log("Broker stopped");
        stopped.complete(failure);
    }

    /**
     * Stops as {@code kill -9} would: connections are cut, nothing is flushed or marked. What was written is in the page
     * cache and so survives; a start on the same directory recovers.
     */
    public void kill() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStopped();
            return;
        }
        try {
            lane.query(() -> {
                        dropEverything();
                        return true;
                    })
                    .toCompletableFuture()
                    .get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atError().setCause(e).log("The broker could not be killed cleanly");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release();
        stopped.complete(null);
    }

    /** On the lane: from here on the broker is dead, though its process lives. */
    private void dropEverything() {
        connections.stopAccepting();
        connections.abortAll();
        lane.stop();
        node.kill();
    }

    private void release() {
        listener.close();
        lane.stop();
        if (!lane.awaitBackground(TimeUnit.SECONDS.toMillis(STOP_TIMEOUT_S))) {
            LOG.atWarn().log("Background work of a stopped broker is still running");
        }
        readMemory.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CompletionException e) {
            LOG.atWarn().setCause(e).log("The broker's event loop could not be closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStopped() {
        stopped.join();
    }
}
