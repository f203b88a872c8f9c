package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.PartitionMaintenance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Time partitions that stay, each with an index by rider a width after its end. */
public final class LeavesAtRest implements AtRest {
    private static final String HAVE_INDEX = "EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " JOIN pg_am m ON m.oid = c.relam WHERE i.indrelid = p.name::regclass AND m.amname = 'btree')";

    private final DataSource dataSource;
    private final long fromMs;
    private final Duration width;
    private final Way way;
    private final PartitionMaintenance maintenance;

    /** Leaves of this width, with rows from a time on, finished in this way. */
    public LeavesAtRest(DataSource dataSource, long fromMs, Duration width, Way way) {
        this.dataSource = dataSource;
        this.fromMs = fromMs;
        this.width = width;
        this.way = way;
        this.maintenance = new PartitionMaintenance(dataSource, width, 1, Duration.ofDays(10_000));
    }

    /** How a leaf gets its index; %1$s is its name, %2$s and %3$s its range. */
    public enum Way {
        /** As the application does it: (rider, time), nothing moved. */
        INDEX(),
        /** All columns of an answer in the index, and the pages marked as visible to all, so that the table is not read. */
        COVERING(
                "VACUUM (INDEX_CLEANUP off) %1$s",
                "CREATE INDEX %1$s_rider ON %1$s (rider_id, record_time) INCLUDE (event_time, session, sequence, order_id,"
                        + " latitude_e7, longitude_e7, speed_cm_s, heading_deg, accuracy_m, status)"),
        /** The rows themselves by rider. The leaf is exchanged, which locks the whole table for a moment. */
        SORTED(
                "CREATE TABLE %1$s_s (LIKE rider_location INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
                "COMMENT ON TABLE %1$s_s IS '[\"%2$s\", \"%3$s\"]'",
                "INSERT INTO %1$s_s SELECT * FROM %1$s ORDER BY rider_id, record_time",
                "CREATE INDEX %1$s_s_rider ON %1$s_s (rider_id, record_time)",
                "BEGIN; ALTER TABLE rider_location DETACH PARTITION %1$s; DROP TABLE %1$s;"
                        + " ALTER TABLE rider_location ATTACH PARTITION %1$s_s FOR VALUES FROM ('%2$s') TO ('%3$s'); COMMIT");

        private final List<String> statements;

        Way(String... statements) {
            this.statements = List.of(statements);
        }
    }

    private record Leaf(String name, String start, String end) {}

    @Override
    public void run(Instant now) throws SQLException {
        if (way == Way.INDEX) {
            maintenance.run(now);
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0");
            for (Leaf leaf : due(connection, now.minus(width))) {
                for (String sql : way.statements) {
                    statement.execute(sql.formatted(leaf.name, leaf.start, leaf.end));
                }
            }
        }
    }

    @Override
    public Trail trail() {
        return RawTrail.AS_ASKED;
    }

    @Override
    public String tables() {
        return "SELECT name::regclass FROM rider_location_partition p WHERE attached AND " + HAVE_INDEX;
    }

    @Override
    public String seconds() {
        return "SELECT coalesce(sum(extract(epoch FROM range_end - greatest(range_start, to_timestamp(" + fromMs / 1000
                + ")))), 0) FROM rider_location_partition p WHERE attached AND " + HAVE_INDEX;
    }

    private static List<Leaf> due(Connection connection, Instant endedBefore) throws SQLException {
        List<Leaf> due = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name, range_start, range_end FROM rider_location_partition p"
                        + " WHERE attached AND range_end < ? AND NOT " + HAVE_INDEX + " ORDER BY range_start")) {
            statement.setTimestamp(1, Timestamp.from(endedBefore));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Leaf(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return due;
    }
}
