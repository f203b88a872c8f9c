package io.deliverytracking.demo.services;

import java.util.Arrays;
import java.util.Optional;

/** The processes of the demo, in the order in which one needs the other. */
public enum Part {
    POSTGRES("postgres", ""),
    BROKER("broker", "event-broker/app"),
    DB_WRITER("db-writer", "db-writer"),
    SIMULATOR("simulator", "rider-simulator/app"),
    LOCATION_CONSUMER("location-consumer", "location-consumer"),
    ANALYTICS_CONSUMER("analytics-consumer", "analytics-consumer"),
    CONSOLE("console", "infra/console/app");

    private final String title;
    private final String module;

    Part(String title, String module) {
        this.title = title;
        this.module = module;
    }

    /** The name in messages, pid files and logs. */
    public String title() {
        return title;
    }

    /** The folder of its Maven module below the checkout; empty for what is none of ours. */
    public String module() {
        return module;
    }

    public static Optional<Part> byTitle(String title) {
        return Arrays.stream(values()).filter(part -> part.title.equals(title)).findFirst();
    }
}
