package io.deliverytracking.broker.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line a fact, as the Quarkus application of the broker writes it: time, level by SLF4J's name, class, facts and message.
 *
 * <pre>
 *   2026-11-23 08:15:30.123 INFO  [BrokerServer] nodeId=1 listener=127.0.0.1:9092 Broker started
 * </pre>
 *
 * <p>Put together by hand: Java's own formatter brings its patterns, its locales and its resource bundles into a start that
 * writes one line.
 *
 * <p>Threading: any thread; stateless.
 */
public final class LogLine extends Formatter {

    private static final int TIME_WITH_MILLISECONDS = "2026-11-23T08:15:30.123".length();
    private static final int TIME_WITH_SECONDS = "2026-11-23T08:15:30".length();

    @Override
    public String format(LogRecord told) {
        StringBuilder line = new StringBuilder()
                .append(time(told))
                .append(' ')
                .append(level(told.getLevel()))
                .append(" [")
                .append(lastPart(told.getLoggerName()))
                .append("] ")
                .append(formatMessage(told))
                .append(System.lineSeparator());
        Throwable thrown = told.getThrown();
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack, true));
            line.append(stack);
        }
        return line.toString();
    }

    /** {@link LocalDateTime#toString} leaves seconds and their parts out where they are zero. */
    private static String time(LogRecord told) {
        String iso = LocalDateTime.ofInstant(told.getInstant(), ZoneId.systemDefault())
                .toString();
        if (iso.length() < TIME_WITH_SECONDS) {
            iso += ":00";
        }
        if (iso.length() == TIME_WITH_SECONDS) {
            iso += ".000";
        }
        return iso.substring(0, TIME_WITH_MILLISECONDS).replace('T', ' ');
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        if (value >= Level.CONFIG.intValue()) {
            return "INFO ";
        }
        return value > Level.FINEST.intValue() ? "DEBUG" : "TRACE";
    }

    private static String lastPart(String loggerName) {
        return loggerName.substring(loggerName.lastIndexOf('.') + 1);
    }
}
