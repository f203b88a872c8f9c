package io.deliverytracking.demo.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which ports on 127.0.0.1 the demo takes: one per {@link Use}, each movable. Immutable. */
public final class Ports {

    /** What a port is for, and where it is unless moved. */
    public enum Use {
        POSTGRES("postgres", 15432, Part.POSTGRES),
        BROKER("broker", 9092, Part.BROKER),
        BROKER_HTTP("broker-http", 8081, Part.BROKER),
        SIMULATOR("simulator", 8082, Part.SIMULATOR),
        LOCATION("location", 8083, Part.LOCATION_CONSUMER),
        ANALYTICS("analytics", 8084, Part.ANALYTICS_CONSUMER),
        DB_WRITER("db-writer", 8085, Part.DB_WRITER),
        CONSOLE("console", 8080, Part.CONSOLE);

        private final String title;
        private final int usual;
        private final Part part;

        Use(String title, int usual, Part part) {
            this.title = title;
            this.usual = usual;
            this.part = part;
        }

        public String title() {
            return title;
        }

        public Part part() {
            return part;
        }
    }

    private final Map<Use, Integer> ports;

    private Ports(Map<Use, Integer> ports) {
        this.ports = ports;
    }

    /**
     * The usual ports, but for those that {@code moved} names by title.
     *
     * @throws IllegalArgumentException for an unknown title, an impossible port, or one port for two uses
     */
    public static Ports usualExcept(Map<String, Integer> moved) {
        Map<Use, Integer> ports = new EnumMap<>(Use.class);
        Map<String, Integer> left = new LinkedHashMap<>(moved);
        for (Use use : Use.values()) {
            Integer other = left.remove(use.title);
            int port = other == null ? use.usual : other;
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " for " + use.title + " is none of 1 to 65535");
            }
            ports.put(use, port);
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no port called " + left.keySet().iterator().next());
        }
        for (Use use : Use.values()) {
            for (Use other : Use.values()) {
                if (use.compareTo(other) < 0 && Objects.equals(ports.get(use), ports.get(other))) {
                    throw new IllegalArgumentException(
                            "port " + ports.get(use) + " can't serve both " + use.title + " and " + other.title);
                }
            }
        }
        return new Ports(ports);
    }

    /** Ports that nobody has at the moment, for a run beside others. */
    public static Ports free() throws IOException {
        Map<Use, Integer> ports = new EnumMap<>(Use.class);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Use use : Use.values()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(use, socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return new Ports(ports);
    }

    public int of(Use use) {
        Integer port = ports.get(use);
        if (port == null) {
            throw new IllegalStateException("no port for " + use);
        }
        return port;
    }

    public String http(Use use) {
        return "http://127.0.0.1:" + of(use);
    }
}
