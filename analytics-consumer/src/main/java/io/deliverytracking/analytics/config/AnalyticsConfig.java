package io.deliverytracking.analytics.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of analytics-consumer; relations between them are checked by {@link AnalyticsConfigCheck} at the start. */
@ConfigMapping(prefix = "analytics")
public interface AnalyticsConfig {

    /** What is read. */
    Topics topics();

    /** When windows close. */
    Windows windows();

    /** The city, for zones. */
    City city();

    /** Hexagons for the heat map. */
    Cells cells();

    /** Orders under way, for stage times and demand. */
    Orders orders();

    /** Where closed windows are written down; one process uses it at a time. Some 20 MB. */
    @WithDefault(".delivery/data/analytics")
    Path dataDirectory();

    /** Closed windows of each size that are kept in memory for questions; an hour of seconds takes about 3 MB. */
    @WithDefault("3600")
    int history();

    /** The most windows in one answer. */
    @WithDefault("3600")
    int maxAnswer();

    /** How often positions and rebuild points are committed to Kafka. At most 1 s. */
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

    /** A window closes when event time has passed its end by the sum of the first two. */
    interface Windows {

        /** How far events of a partition may lie behind its newest one before event time is held to have passed them. */
        @WithDefault("1s")
        Duration outOfOrderness();

        /** How long after that a window stays open. Longer catches more stragglers and shows every window later. */
        @WithDefault("5s")
        Duration allowedLateness();

        /** How far a rider's clock may run ahead of the sending before the event is refused. */
        @WithDefault("5s")
        Duration maxAhead();

        /** How long a partition may be silent while others deliver before it no longer holds event time back. */
        @WithDefault("5s")
        Duration idleAfter();
    }

    /** What is told by cell. */
    interface Cells {

        /** H3's: 8 is hexagons of 0.7 km², each step up a seventh of that. */
        @WithDefault("8")
        int resolution();

        /** The newest windows of each size that are kept by cell; each takes 24 bytes a cell. */
        @WithDefault("60")
        int history();
    }

    /** What is remembered of orders that have not ended. */
    interface Orders {

        /** An order that was placed longer ago is forgotten. A restart reads the order steps of this long again, at most. */
        @WithDefault("2h")
        Duration memory();

        /** The most orders under way; of more the oldest are forgotten. Each takes 200 bytes. */
        @WithDefault("100000")
        int max();
    }

    /** Zones are north, east, south and west of its centre; the same as the simulator's city, or zones mean little. */
    interface City {

        /** Degrees; Berlin. */
        @WithDefault("52.5200")
        double latitude();

        /** Degrees. */
        @WithDefault("13.4050")
        double longitude();
    }
}
