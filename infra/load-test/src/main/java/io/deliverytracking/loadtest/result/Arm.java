package io.deliverytracking.loadtest.result;

import java.util.Map;

/**
 * One way of getting the events into the database, or a control.
 *
 * @param name short and unique, as on the command line: {@code direct-row-16}, {@code log-copy}, {@code idle}
 * @param title for people, a few words
 * @param description what it does, in a sentence or two
 * @param configuration what sets it apart; by name
 */
public record Arm(String name, String title, Kind kind, String description, Map<String, String> configuration) {

    /** What an arm is for. */
    public enum Kind {
        /** Nothing is written: what the foreground feels when it is alone. */
        IDLE,
        /** The whole pipeline, and a writer that throws the rows away: what the shared processor alone costs the foreground. */
        DISCARD,
        /** The application writes to the database itself. */
        DIRECT,
        /** The application writes to the log, and a consumer group to the database. */
        LOG
    }
}
