package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.testkit.PostgresDatabase;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** The writer's tables in a test's database. */
public final class TestSchema {
    public static final Duration WIDTH = Duration.ofMinutes(1);

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
        return new PostgresBatchStore(database.dataSource(), new PartitionCatalog(database.dataSource(), WIDTH));
    }

    /** Stores the first offset of a partition, as taking it over does. */
    public static void begin(PostgresDatabase database, LogIdentity log, int partition, long offset) {
        new PostgresOffsetStore(database.dataSource()).takeOver(log, partition, new LogBounds(offset, Long.MAX_VALUE));
    }
}
