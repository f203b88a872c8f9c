package io.deliverytracking.dbwriter.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * One database to name instead of two: turns {@code delivery.database.*} into the settings of the JDBC and the
 * reactive data source, its time-outs into settings of every JDBC session, and what queries may cost into settings of
 * every reactive session.
 *
 * <p>Weaker than any file or variable: whoever sets a Quarkus property directly still wins.
 */
public final class DatabaseConfigSource implements ConfigSourceFactory {
    static final String DEFAULT_URL = "jdbc:postgresql://127.0.0.1:15432/delivery";
    static final String DEFAULT_USER = "postgres";
    static final String DEFAULT_PASSWORD = "postgres";
    static final String DEFAULT_LOCK_TIMEOUT = "2s";
    static final String DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT = "5s";
    static final String DEFAULT_SOCKET_TIMEOUT = "60s";

    static final String DEFAULT_QUERY_TIMEOUT = "5s";

    private static final String JDBC_PREFIX = "jdbc:";

    /** Above Quarkus' own defaults, below application.properties (250). */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = database(context, "url", DEFAULT_URL);
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "delivery.database.url has to begin with jdbc:postgresql://, it is " + url);
        }
        Map<String, String> derived = new HashMap<>();
        derived.put("quarkus.datasource.jdbc.url", url);
        derived.put("quarkus.datasource.reactive.url", url.substring(JDBC_PREFIX.length()));
        derived.put("quarkus.datasource.username", database(context, "user", DEFAULT_USER));
        derived.put("quarkus.datasource.password", database(context, "password", DEFAULT_PASSWORD));
        String driver = "quarkus.datasource.jdbc.additional-jdbc-properties.";
        derived.put(driver + "ApplicationName", "db-writer");
        derived.put(driver + "tcpKeepAlive", "true");
        if (isBatched(value(context, "delivery.ingest.strategy", ""))) {
            derived.put(driver + "reWriteBatchedInserts", "true");
        }
        derived.put(
                driver + "socketTimeout",
                Long.toString(duration(context, "socket-timeout", DEFAULT_SOCKET_TIMEOUT)
                        .toSeconds()));
        derived.put(
                driver + "options",
                "-c lock_timeout=" + millis(context, "lock-timeout", DEFAULT_LOCK_TIMEOUT)
                        + " -c idle_in_transaction_session_timeout="
                        + millis(context, "idle-in-transaction-timeout", DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT));
        String session = "quarkus.datasource.reactive.additional-properties.";
        derived.put(
                session + "statement_timeout",
                Long.toString(new DurationConverter()
                        .convert(value(context, "delivery.query.timeout", DEFAULT_QUERY_TIMEOUT))
                        .toMillis()));
        // Somebody who looks at a trail must not take every core from the writer.
        derived.put(session + "max_parallel_workers_per_gather", "0");
        // The planner has no statistics of a partition that is being written, and would rather read all of it.
        derived.put(session + "enable_seqscan", "off");
        return List.of(new PropertiesConfigSource(derived, "delivery.database", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    /** As the mapping reads an enum: {@code jdbc-batch} or {@code JDBC_BATCH}. */
    private static boolean isBatched(String strategy) {
        return strategy.replace('-', '_').equalsIgnoreCase(WriteStrategy.JDBC_BATCH.name());
    }

    private static String database(ConfigSourceContext context, String name, String defaultValue) {
        return value(context, "delivery.database." + name, defaultValue);
    }

    private static String value(ConfigSourceContext context, String name, String defaultValue) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null ? defaultValue : value.getValue();
    }

    private static long millis(ConfigSourceContext context, String name, String defaultValue) {
        return duration(context, name, defaultValue).toMillis();
    }

    private static Duration duration(ConfigSourceContext context, String name, String defaultValue) {
        return new DurationConverter().convert(database(context, name, defaultValue));
    }
}
