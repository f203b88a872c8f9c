package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.Timers;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open connections of a broker: their limits, their idle time, their numbers.
 *
 * <p>Unlike Apache Kafka, which lets a connection above {@code max.connections} wait unaccepted: it is closed at once,
 * so that the client tries elsewhere or says so.
 *
 * <p>Threading: confined to the lane.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /**
     * What a connection's socket may hold unsent before the broker stops reading requests from it: one response of a
     * fetch with default settings (1 MiB a partition) fits without a stop.
     */
    private static final int WRITE_QUEUE_BYTES = 1024 * 1024;

    /**
     * What may wait for clients to take it: half of the memory outside the heap, which has the size of the heap if
     * {@code -XX:MaxDirectMemorySize} does not say otherwise.
     */
    static final long MOST_UNSENT_BYTES = PlatformDependent.maxDirectMemory() / 2;

    private final Clock clock;
    private final Timers timers;
    private final int maxConnections;
    private final int maxConnectionsPerIp;
    private final long maxIdleMs;
    private final int maxFrameBytes;
    private final InFlightBytes inFlight;
    private final long maxUnfinishedBytes;
    private final long maxUnsentBytes;
    private final LinkedHashMap<Long, Connection> open = new LinkedHashMap<>();
    // Looked up, never iterated.
    private final Map<String, Integer> openByHost = new HashMap<>();
    private final EnumMap<ApiKeys, RequestMetrics> requests = new EnumMap<>(ApiKeys.class);

    private @Nullable RequestDispatcher dispatcher;
    private boolean accepting = true;
    private long nextId = 1;
    private long refused;
    private long invalid;
    private long failed;
    private long unfinishedBytes;
    private long unsentBytes;
    private long bytesIn;
    private long bytesOut;

    Connections(BrokerConfig config, Clock clock, Timers timers) {
        this(config, clock, timers, MOST_UNSENT_BYTES);
    }

    Connections(BrokerConfig config, Clock clock, Timers timers, long maxUnsentBytes) {
        this.clock = clock;
        this.timers = timers;
        this.maxConnections = config.integer(NetworkProperties.MAX_CONNECTIONS);
        this.maxConnectionsPerIp = config.integer(NetworkProperties.MAX_CONNECTIONS_PER_IP);
        this.maxIdleMs = config.longValue(NetworkProperties.CONNECTIONS_MAX_IDLE_MS);
        this.maxFrameBytes = config.integer(NetworkProperties.SOCKET_REQUEST_MAX_BYTES);
        long maxQueuedBytes = config.longValue(NetworkProperties.QUEUED_MAX_REQUEST_BYTES);
        this.inFlight = new InFlightBytes(maxQueuedBytes);
        this.maxUnfinishedBytes = maxQueuedBytes < 0 ? Long.MAX_VALUE : maxQueuedBytes;
        this.maxUnsentBytes = maxUnsentBytes;
    }

    /** Requests go to {@code dispatcher}; before this, connections are closed as soon as they are accepted. */
    void serve(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** From now on new connections are closed; open ones stay. */
    void stopAccepting() {
        accepting = false;
    }

    void accept(NetSocketInternal socket) {
        RequestDispatcher target = dispatcher;
        if (!accepting || target == null) {
            socket.close();
            return;
        }
        String host = socket.remoteAddress().hostAddress();
        int fromHost = openByHost.getOrDefault(host, 0);
        if (open.size() >= maxConnections || fromHost >= maxConnectionsPerIp) {
            refused++;
            LOG.atWarn()
                    .addKeyValue("peer", socket.remoteAddress())
                    .addKeyValue("connections", open.size())
                    .addKeyValue("fromThisAddress", fromHost)
                    .log("Connection refused: too many");
            socket.close();
            return;
        }
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        Connection connection =
                new Connection(nextId++, socket, this, target, inFlight, maxFrameBytes, clock.monotonicNs());
        open.put(connection.id(), connection);
        openByHost.put(host, fromHost + 1);
        connection.open();
    }

    /** Closes connections that have been idle for longer than {@code connections.max.idle.ms}. */
    void closeIdle() {
        if (maxIdleMs < 0) {
            return;
        }
        long threshold = clock.monotonicNs() - TimeUnit.MILLISECONDS.toNanos(maxIdleMs);
        for (Connection connection : new ArrayList<>(open.values())) {
            if (connection.isIdleSince(threshold)) {
                LOG.atDebug().addKeyValue("peer", connection.peer()).log("Closing idle connection");
                // What it has not taken until now it won't.
                connection.abort();
            }
        }
    }

    /** How often {@link #closeIdle()} should be called, so that nobody idles for much longer than allowed. */
    long idleCheckIntervalMs() {
        return maxIdleMs < 0 ? TimeUnit.MINUTES.toMillis(1) : Math.max(50, Math.min(maxIdleMs / 4, 30_000));
    }

    void closeAll() {
        new ArrayList<>(open.values()).forEach(Connection::close);
    }

    void abortAll() {
        new ArrayList<>(open.values()).forEach(Connection::abort);
    }

    void onClosed(Connection connection) {
        if (open.remove(connection.id()) != null) {
            String host = connection.clientHost().substring(1);
            openByHost.computeIfPresent(host, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    long nowNs() {
        return clock.monotonicNs();
    }

    Cancellable schedule(long delayMs, Runnable task) {
        return timers.schedule(delayMs, task);
    }

    void onBytesIn(int bytes) {
        bytesIn += bytes;
    }

    void onBytesOut(int bytes) {
        bytesOut += bytes;
    }

    /**
     * Frames that have begun to arrive take so much more memory, or less. If that is too much, the connections go that were
     * silent for longest amid a frame: no honest client stops there for long.
     */
    void onUnfinished(int grownBytes) {
        unfinishedBytes += grownBytes;
        while (grownBytes > 0 && unfinishedBytes > maxUnfinishedBytes) {
            Connection silent = longestSilent(connection -> connection.unfinishedBytes() > 0);
            if (silent == null) {
                return;
            }
            silent.closeBecause(
                    "unfinished requests take " + unfinishedBytes + " bytes, more than "
                            + NetworkProperties.QUEUED_MAX_REQUEST_BYTES + "=" + maxUnfinishedBytes
                            + ", and this one's rest is awaited for longest",
                    null);
        }
    }

    /**
     * So much more, or less, waits for a client to take it, or for the answer to its earlier request. If that is too much
     * for all together, the clients go that were given nothing for longest: whoever is alive comes again, and reads on where
     * it was.
     */
    void onUnsent(long grownBytes) {
        unsentBytes += grownBytes;
        if (grownBytes <= 0 || unsentBytes <= maxUnsentBytes) {
            return;
        }
        // What has left meanwhile is noticed when a connection is looked at.
        for (Connection connection : new ArrayList<>(open.values())) {
            unsentBytes += connection.lookAtUnsent();
        }
        while (unsentBytes > maxUnsentBytes) {
            Connection slow = longestSilent(connection -> connection.unsentBytes() > 0);
            if (slow == null) {
                return;
            }
            slow.abortBecause(
                    "answers that clients don't take have " + unsentBytes + " bytes, more than " + maxUnsentBytes
                            + ", and this one was given its " + slow.unsentBytes() + " bytes before the others");
        }
    }

    private @Nullable Connection longestSilent(Predicate<Connection> which) {
        Connection silent = null;
        for (Connection connection : open.values()) {
            if (which.test(connection)
                    && (silent == null || connection.lastActivityNs() - silent.lastActivityNs() < 0)) {
                silent = connection;
            }
        }
        return silent;
    }

    void onInvalidRequest() {
        invalid++;
    }

    void onFailedRequest() {
        failed++;
    }

    /** A request was taken off the wire and will never have a place among the answers. */
    void releaseUnanswered(int requestBytes) {
        inFlight.release(requestBytes);
    }

    void onAnswered(ApiKeys apiKey, long arrivedNs, int requestBytes, int responseBytes) {
        requests.computeIfAbsent(apiKey, RequestMetrics::new)
                .onAnswered(clock.monotonicNs() - arrivedNs, requestBytes, responseBytes);
    }

    ServerMetrics metrics() {
        List<ServerMetrics.Api> apis =
                requests.values().stream().map(RequestMetrics::snapshot).toList();
        return new ServerMetrics(
                open.size(), nextId - 1, refused, invalid, failed, inFlight.bytes(), bytesIn, bytesOut, apis);
    }
}
