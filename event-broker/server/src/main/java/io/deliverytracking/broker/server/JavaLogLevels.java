package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.LogLevels;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The levels of {@code java.util.logging}, which is what this broker logs to: by itself, and in Quarkus, whose log manager
 * is one of its kind. SLF4J's and JBoss's levels map to those of Java as they do themselves.
 *
 * <pre>
 *   FATAL  above SEVERE, which nothing here logs     INFO   INFO, CONFIG
 *   ERROR  SEVERE                                    DEBUG  FINE, FINER
 *   WARN   WARNING                                   TRACE  FINEST
 * </pre>
 *
 * <p>The handlers of the root logger let pass what a logger was told to tell: one that would swallow it is opened as far
 * as that.
 *
 * <p>Threading: any thread. A logger that was set is held here, because Java forgets one that nobody holds, and its level
 * with it.
 */
final class JavaLogLevels implements LogLevels {

    private static final Level FATAL = new NamedLevel("FATAL", 1_100);

    private static final Map<String, Level> BY_NAME = Map.of(
            "FATAL", FATAL,
            "ERROR", Level.SEVERE,
            "WARN", Level.WARNING,
            "INFO", Level.INFO,
            "DEBUG", Level.FINE,
            "TRACE", Level.FINEST);

    private final Map<String, Logger> held = new ConcurrentHashMap<>();

    @Override
    public SortedMap<String, String> levels() {
        SortedMap<String, String> levels = new TreeMap<>();
        LogManager manager = LogManager.getLogManager();
        for (String name : Collections.list(manager.getLoggerNames())) {
            Logger logger = manager.getLogger(name);
            if (logger != null) {
                levels.put(name.isEmpty() ? ROOT : name, nameOf(inForce(logger)));
            }
        }
        return levels;
    }

    @Override
    public void set(String name, String level) {
        Level asked = BY_NAME.get(level);
        Logger logger = find(name);
        if (asked == null || logger == null) {
            throw new IllegalArgumentException("There is no logger " + name + " or no level " + level);
        }
        held.put(name, logger);
        logger.setLevel(asked);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler.getLevel().intValue() > asked.intValue()) {
                handler.setLevel(asked);
            }
        }
    }

    @Override
    public void unset(String name) {
        Logger logger = find(name);
        if (logger != null) {
            logger.setLevel(null);
            held.remove(name);
        }
    }

    private static @Nullable Logger find(String name) {
        return LogManager.getLogManager().getLogger(name.equals(ROOT) ? "" : name);
    }

    private static Level inForce(Logger logger) {
        for (Logger next = logger; next != null; next = next.getParent()) {
            Level level = next.getLevel();
            if (level != null) {
                return level;
            }
        }
        return Level.INFO;
    }

    private static String nameOf(Level level) {
        int value = level.intValue();
        if (value > Level.SEVERE.intValue()) {
            return value == Level.OFF.intValue() ? "OFF" : "FATAL";
        }
        if (value > Level.INFO.intValue()) {
            return value > Level.WARNING.intValue() ? "ERROR" : "WARN";
        }
        if (value > Level.FINE.intValue()) {
            return "INFO";
        }
        return value > Level.FINEST.intValue() ? "DEBUG" : "TRACE";
    }

    /** A level that Java has no name for. */
    private static final class NamedLevel extends Level {

        private static final long serialVersionUID = 1L;

        NamedLevel(String name, int value) {
            super(name, value);
        }
    }
}
