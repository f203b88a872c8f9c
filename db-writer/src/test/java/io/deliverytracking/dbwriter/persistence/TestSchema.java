package io.deliverytracking.dbwriter.persistence;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.deliverytracking.dbwriter.domain.CommitTimer;
import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.dbwriter.persistence.location.LocationWriter;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The writer's tables in a test's database. */
public final class TestSchema {
    public static final Duration WIDTH = Duration.ofMinutes(1);

    static final CommitTimer TELLS_NOBODY = elapsedNs -> {};

    private TestSchema() {}

    /** Creates the tables, or finds them. */
    public static void migrate(PostgresDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** Empties the tables that have rows of a test. */
    public static void clear(PostgresDatabase database) {
        database.execute("TRUNCATE rider_location, rider_location_dropped, ingest_offset, ingest_gap, dead_letter,"
                + " rider_current, delivery");
    }

    /** A store of its own, as another process would have. */
    public static PostgresBatchStore store(PostgresDatabase database) {
        return store(database.dataSource());
    }

    /** A store on connections from there. */
    public static PostgresBatchStore store(DataSource dataSource) {
        return store(dataSource, new LocationCopy());
    }

    /** A store that writes positions in a way of its own. */
    public static PostgresBatchStore store(DataSource dataSource, LocationWriter locationWriter) {
        return new PostgresBatchStore(
                dataSource, new PartitionCatalog(dataSource, WIDTH), locationWriter, TELLS_NOBODY, true);
    }

    /** A store whose commits don't wait for the disk. */
    static PostgresBatchStore hastyStore(DataSource dataSource, LocationWriter locationWriter) {
        return new PostgresBatchStore(
                dataSource, new PartitionCatalog(dataSource, WIDTH), locationWriter, TELLS_NOBODY, false);
    }

    /** A store that tells of its commits. */
    public static PostgresBatchStore store(DataSource dataSource, CommitTimer timer) {
        return new PostgresBatchStore(
                dataSource, new PartitionCatalog(dataSource, WIDTH), new LocationCopy(), timer, true);
    }

    /** What {@code synchronous_commit} was in each transaction of {@code work} that moved an offset. */
    static List<String> commitsOf(PostgresDatabase database, Runnable work) throws SQLException {
        database.execute("CREATE TABLE commit_note (setting text);"
                + " CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO commit_note VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;"
                + " CREATE TRIGGER note_commit AFTER UPDATE OF next_offset ON ingest_offset"
                + " FOR EACH STATEMENT EXECUTE FUNCTION note_commit()");
        try {
            work.run();
            return query(database, "SELECT setting FROM commit_note");
        } finally {
            database.execute("DROP FUNCTION note_commit CASCADE; DROP TABLE commit_note");
        }
    }

    /** Connections from a pool, as the application has them. */
    public static AgroalDataSource pool(PostgresDatabase database) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.user()))
                                .credential(new SimplePassword(database.password())))));
    }

    /** Stores the first offset of a partition, as taking it over does. */
    public static void begin(PostgresDatabase database, LogIdentity log, int partition, long offset) {
        new PostgresOffsetStore(database.dataSource()).takeOver(log, partition, new LogBounds(offset, Long.MAX_VALUE));
    }

    /** The rows that a query yields, one line each, values apart by spaces. */
    public static List<String> query(PostgresDatabase database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    line.append(i > 1 ? " " : "").append(row.getString(i));
                }
                rows.add(line.toString());
            }
        }
        return rows;
    }
}
