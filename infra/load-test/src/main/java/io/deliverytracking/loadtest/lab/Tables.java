package io.deliverytracking.loadtest.lab;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.events.Topics;
import io.deliverytracking.loadtest.foreground.Foreground;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The writer's tables, made by the writer's own migrations, and emptied before each trial.
 *
 * <p>Threading: confined to one thread; each method opens a connection of its own and blocks.
 *
 * <p>Failure: {@link LabException}; a trial can't run without them.
 */
public final class Tables {

    /** The writer's default; both make the same partitions then, whoever is first. */
    public static final Duration PARTITION_WIDTH = Duration.ofMinutes(5);

    /** What decides how much the figures are worth, and how quick a server can be. */
    private static final List<String> SETTINGS = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "wal_level",
            "shared_buffers",
            "wal_buffers",
            "min_wal_size",
            "max_wal_size",
            "checkpoint_timeout",
            "checkpoint_completion_target",
            "max_connections",
            "track_commit_timestamp",
            "autovacuum",
            "jit");

    private static final List<String> TRIAL_TABLES = List.of(
            "rider_location", "rider_location_dropped", "ingest_offset", "ingest_gap", "dead_letter", "rider_current");

    /** The foreground's, which empties it by itself. */
    private static final String ORDERS = "delivery";

    private static final String OF_OTHERS = """
            SELECT relname FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                AND relkind IN ('r', 'p', 'v', 'm', 'f') AND to_regclass('flyway_schema_history') IS NULL
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = pg_class.oid
                    AND d.deptype = 'e')
            ORDER BY relname
            """;

    private static final int MOST_NAMED = 3;

    private static final String UNPRIVILEGED = "42501";

    private final Database database;

    public Tables(Database database) {
        this.database = database;
    }

    /** Makes what is missing. */
    public void migrate() throws LabException {
        try {
            Flyway.configure(Tables.class.getClassLoader())
                    .dataSource(database.jdbcUrl(), null, null)
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new LabException("the tables can't be made: " + e.getMessage(), e);
        }
    }

    /** Some tables of others, where there are none of ours: the migrations would refuse such a schema. */
    public List<String> ofOthers() throws LabException {
        List<String> ours = emptied();
        List<String> others = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OF_OTHERS)) {
            while (row.next()) {
                if (!ours.contains(row.getString(1))) {
                    others.add(row.getString(1));
                }
            }
            return others.subList(0, Math.min(MOST_NAMED, others.size()));
        } catch (SQLException e) {
            throw new LabException("the schema can't be read: " + e.getMessage(), e);
        }
    }

    /** Those that a trial would empty and that hold something; ones that are not there do not. */
    public List<String> thatHoldSomething() throws LabException {
        List<String> full = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : emptied()) {
                if (isTrue(statement, "SELECT to_regclass('" + table + "') IS NOT NULL")
                        && isTrue(statement, "SELECT EXISTS (SELECT FROM " + table + ")")) {
                    full.add(table);
                }
            }
            return full;
        } catch (SQLException e) {
            throw new LabException("the tables can't be read: " + e.getMessage(), e);
        }
    }

    private static List<String> emptied() {
        List<String> emptied = new ArrayList<>(TRIAL_TABLES);
        emptied.add(ORDERS);
        return emptied;
    }

    /** Whether some database writer has a session here: it would write between our rows, and fail when they are taken away. */
    public boolean hasWriter() throws LabException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return isTrue(
                    statement,
                    "SELECT EXISTS (SELECT FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'db-writer')");
        } catch (SQLException e) {
            throw new LabException("the sessions can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Whether this user may force a checkpoint; where not, {@link #prepare} goes without. Forces one. */
    public boolean mayCheckpoint() throws LabException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return isCheckpointed(statement);
        } catch (SQLException e) {
            throw new LabException("there is no checkpoint: " + e.getMessage(), e);
        }
    }

    private static boolean isCheckpointed(Statement statement) throws SQLException {
        try {
            statement.execute("CHECKPOINT");
            return true;
        } catch (SQLException e) {
            if (UNPRIVILEGED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The same start for every trial: nothing stored, the orders of the foreground, and no checkpoint due, where we may say so. */
    public void prepare() throws LabException {
        prepare(Foreground::populate);
    }

    /** The same without a foreground. */
    public void empty() throws LabException {
        prepare(connection -> {});
    }

    private void prepare(Populating populating) throws LabException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + String.join(", ", TRIAL_TABLES));
            populating.populate(connection);
            isCheckpointed(statement);
        } catch (SQLException e) {
            throw new LabException("the tables can't be prepared: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Populating {
        void populate(Connection connection) throws SQLException;
    }

    /**
     * Partitions for the time to come: a direct arm has no writer that would make them.
     *
     * @param ahead how long the trial may take
     */
    public void makePartitions(Instant now, Duration ahead) throws LabException {
        makePartitions(now, ahead, PARTITION_WIDTH);
    }

    /** The same with partitions of another width. */
    public void makePartitions(Instant now, Duration ahead, Duration width) throws LabException {
        long widthMs = width.toMillis();
        // One before now, too: whoever is late by a moment finds it.
        long first = Math.floorDiv(now.toEpochMilli(), widthMs) - 1;
        long last = Math.floorDiv(now.plus(ahead).toEpochMilli(), widthMs) + 1;
        try (Connection connection = database.connect();
                PreparedStatement make = connection.prepareStatement(
                        "SELECT rider_location_create_partition(?::timestamptz, ?::timestamptz)")) {
            for (long i = first; i <= last; i++) {
                make.setTimestamp(1, new Timestamp(i * widthMs));
                make.setTimestamp(2, new Timestamp((i + 1) * widthMs));
                make.execute();
            }
        } catch (SQLException e) {
            throw new LabException("the partitions can't be made: " + e.getMessage(), e);
        }
    }

    /** The next offset of locations to store, by partition, as it commits with the rows; a partition that is not there has none. */
    public Map<Integer, Long> nextOffsets() throws LabException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT partition, next_offset FROM ingest_offset WHERE topic = ?")) {
            select.setString(1, Topics.DELIVERY_LOCATION_UPDATES);
            Map<Integer, Long> offsets = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    offsets.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return offsets;
        } catch (SQLException e) {
            throw new LabException("the stored offsets can't be read: " + e.getMessage(), e);
        }
    }

    /** Bytes of {@code rider_location} with its indexes. */
    public long bytes() throws LabException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(pg_total_relation_size(relid)), 0)"
                        + " FROM pg_partition_tree('rider_location') WHERE isleaf")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new LabException("the size of the table can't be read: " + e.getMessage(), e);
        }
    }

    /** What SHOW says of the settings that matter; by name. */
    public Map<String, String> settings() throws LabException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String name : SETTINGS) {
                try (ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
            return settings;
        } catch (SQLException e) {
            throw new LabException("the settings can't be read: " + e.getMessage(), e);
        }
    }

    /** Settings without which a commit may be lost, each that is off as {@code name=off}. */
    public List<String> whatMakesItForget() throws LabException {
        try {
            return new ArrayList<>(database.whatMakesItForget());
        } catch (SQLException e) {
            throw new LabException("the settings can't be read: " + e.getMessage(), e);
        }
    }
}
