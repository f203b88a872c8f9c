package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Listeners, sockets, connections. Apache Kafka: SocketServerConfigs.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class NetworkProperties {

    static final String LISTENERS = "listeners";
    static final String ADVERTISED_LISTENERS = "advertised.listeners";
    static final String SOCKET_REQUEST_MAX_BYTES = "socket.request.max.bytes";
    static final String SOCKET_SEND_BUFFER_BYTES = "socket.send.buffer.bytes";
    static final String SOCKET_RECEIVE_BUFFER_BYTES = "socket.receive.buffer.bytes";
    static final String SOCKET_LISTEN_BACKLOG_SIZE = "socket.listen.backlog.size";
    static final String MAX_CONNECTIONS = "max.connections";
    static final String MAX_CONNECTIONS_PER_IP = "max.connections.per.ip";
    static final String CONNECTIONS_MAX_IDLE_MS = "connections.max.idle.ms";
    static final String QUEUED_MAX_REQUEST_BYTES = "queued.max.request.bytes";

    private static final int MIB = 1024 * 1024;

    private NetworkProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
        definition
                .define(
                        LISTENERS,
                        STRING,
                        "PLAINTEXT://127.0.0.1:9092",
                        HIGH,
                        "Where to accept connections; port 0 lets the system choose. Unlike Apache Kafka: bound to"
                                + " the loopback interface unless told otherwise.")
                .define(
                        ADVERTISED_LISTENERS,
                        STRING,
                        null,
                        HIGH,
                        "What clients are told to connect to, when it differs from listeners.")
                .define(
                        SOCKET_REQUEST_MAX_BYTES,
                        INT,
                        100 * MIB,
                        atLeast(1),
                        HIGH,
                        "The largest frame accepted; a larger one closes its connection.")
                .define(
                        SOCKET_SEND_BUFFER_BYTES,
                        INT,
                        100 * 1024,
                        atLeast(-1),
                        HIGH,
                        "SO_SNDBUF; -1 leaves it to the system.")
                .define(
                        SOCKET_RECEIVE_BUFFER_BYTES,
                        INT,
                        100 * 1024,
                        atLeast(-1),
                        HIGH,
                        "SO_RCVBUF; -1 leaves it to the system.")
                .define(SOCKET_LISTEN_BACKLOG_SIZE, INT, 50, atLeast(1), MEDIUM, "Connections waiting to be accepted.")
                .define(MAX_CONNECTIONS, INT, Integer.MAX_VALUE, atLeast(0), MEDIUM, "Open connections, together.")
                .define(
                        MAX_CONNECTIONS_PER_IP,
                        INT,
                        Integer.MAX_VALUE,
                        atLeast(0),
                        MEDIUM,
                        "Open connections from one address.")
                .define(
                        CONNECTIONS_MAX_IDLE_MS,
                        LONG,
                        Duration.ofMinutes(10).toMillis(),
                        atLeast(-1),
                        MEDIUM,
                        "A connection without traffic for this long is closed; -1 keeps it.")
                .define(
                        QUEUED_MAX_REQUEST_BYTES,
                        LONG,
                        256L * MIB,
                        atLeast(-1),
                        MEDIUM,
                        "Bytes of requests received and not yet answered, together; beyond it no connection is read."
                                + " -1 is no limit. Unlike Apache Kafka: limited by default, since every queue here is.");
    }
}
