package io.deliverytracking.location.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of location-consumer; relations between them are checked by {@link LocationConfigCheck} at the start. */
@ConfigMapping(prefix = "location")
public interface LocationConfig {

    /** What is read. */
    Topics topics();

    /** What is read again after a start, since the map lives in memory. */
    Restore restore();

    /** What is forgotten. */
    Retention retention();

    /** The map itself. */
    Map map();

    /** REST answers. */
    Rest rest();

    /** WebSocket pushes. */
    Live live();

    /** How often applied positions are committed to Kafka; they serve the display of lag. At most 1 s. */
    @WithDefault("500ms")
    Duration commitInterval();

    /** Topic names; defaults are those of the event contract. */
    interface Topics {

        /** Positions of riders. */
        @WithDefault(io.deliverytracking.events.Topics.DELIVERY_LOCATION_UPDATES)
        String locations();

        /** Steps of orders. */
        @WithDefault(io.deliverytracking.events.Topics.RESTAURANT_UPDATES)
        String orders();
    }

    /** How far back reading begins, counted from the newest record of the topic. */
    interface Restore {

        /**
         * Positions. A rider that was silent for longer appears with its next fix. At 1 Hz and 100,000 riders, 30 s are
         * 3 million events.
         */
        @WithDefault("30s")
        Duration locations();

        /** Orders. A lookup finds nothing about an order whose last step is older. */
        @WithDefault("1h")
        Duration orders();
    }

    /** By record time: while no events come nothing is forgotten. */
    interface Retention {

        /** Riders without any record for this long leave the map. */
        @WithDefault("10m")
        Duration silentRiders();

        /** Orders that never finished. */
        @WithDefault("3h")
        Duration openOrders();

        /** Delivered and cancelled orders. */
        @WithDefault("15m")
        Duration finishedOrders();

        /** How often to look for them. */
        @WithDefault("5s")
        Duration checkInterval();
    }

    /** The grid. */
    interface Map {

        /** Side of a grid cell in degrees: 0.01 is about a kilometre. 0.0001 to 90. */
        @WithDefault("0.01")
        double cellDegrees();
    }

    /** Bounds of REST answers. */
    interface Rest {

        /** Riders in one answer about a box when the question names no limit. */
        @WithDefault("1000")
        int defaultRiders();

        /** The most that a question may ask for. */
        @WithDefault("10000")
        int maxRiders();

        /** The most open orders that a question may ask for. */
        @WithDefault("1000")
        int maxOrders();

        /** The most neighbours that a question may ask for. */
        @WithDefault("1000")
        int maxNearest();

        /** Default for how far away a neighbour may be, in metres. */
        @WithDefault("5000")
        double defaultNearestDistanceM();
    }

    /** Bounds of pushes. */
    interface Live {

        /** Clients at the same time; more are turned away with close code 1013. */
        @WithDefault("1000")
        int maxClients();

        /** Between two messages to a client when it names no interval. */
        @WithDefault("1s")
        Duration defaultInterval();

        /** The shortest interval that a client may choose. */
        @WithDefault("100ms")
        Duration minInterval();

        /** The longest. */
        @WithDefault("1m")
        Duration maxInterval();

        /** Riders in one message when the client names no limit. */
        @WithDefault("1000")
        int defaultRiders();

        /** The most that a client may ask for: a message of some 1.2 MB. */
        @WithDefault("5000")
        int maxRiders();

        /**
         * Clients of binary frames among them, each of which has two bytes remembered for every rider of the map: 20 MB at
         * 100,000 riders. More are refused.
         */
        @WithDefault("100")
        int maxMapClients();

        /** Riders in one binary frame, by default and at most: 7 to 13 bytes each. */
        @WithDefault("200000")
        int maxMapRiders();

        /** Cells in one binary frame: columns times rows. */
        @WithDefault("65536")
        int maxMapCells();

        /**
         * What all clients together may have under way, in bytes of messages; beyond it ticks are skipped. Each message is
         * held twice, as text and as what the socket has yet to take.
         */
        @WithDefault("33554432")
        long maxUnreadBytes();

        /** A client that has not taken its message for this long is disconnected. */
        @WithDefault("30s")
        Duration stallTimeout();
    }
}
