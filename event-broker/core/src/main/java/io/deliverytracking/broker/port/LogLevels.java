package io.deliverytracking.broker.port;

import java.util.Collections;
import java.util.SortedMap;

/**
 * The loggers of this process and what they tell, in Kafka's words for levels: {@code FATAL}, {@code ERROR}, {@code WARN},
 * {@code INFO}, {@code DEBUG} and {@code TRACE}.
 *
 * <p>Threading: any thread. A change holds at once and until the process ends.
 */
public interface LogLevels {

    /** The logger from which all others inherit what they do not set. */
    String ROOT = "root";

    /** No logger there is: for a broker that logs nowhere. */
    LogLevels NONE = new LogLevels() {
        @Override
        public SortedMap<String, String> levels() {
            return Collections.emptySortedMap();
        }

        @Override
        public void set(String logger, String level) {
            throw new IllegalArgumentException("There is no logger " + logger);
        }

        @Override
        public void unset(String logger) {
            throw new IllegalArgumentException("There is no logger " + logger);
        }
    };

    /** Every logger there is with the level in force, its own or an inherited one. */
    SortedMap<String, String> levels();

    /** Sets the level of a logger that exists. */
    void set(String logger, String level);

    /** Makes a logger that exists inherit its level again. */
    void unset(String logger);
}
