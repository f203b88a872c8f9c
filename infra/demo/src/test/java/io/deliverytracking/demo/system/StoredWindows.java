package io.deliverytracking.demo.system;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What analytics-consumer should say of a run, by SQL over what the database writer has stored: the specification of its
 * windows, once more and in another language.
 *
 * <p>A fix is <em>ahead</em> when it is stamped more than 5 s after it was sent. Otherwise it moves its partition's newest time,
 * as far as the time at which it was sent. A fix is <em>late</em> when the end of its second lies 6 s or more behind the newest time
 * that stood in its partition before it: 1 s for disorder and 5 s of allowed lateness. All others are in the windows of their
 * second, ten seconds and minute.
 *
 * <p>Owns the connection.
 */
final class StoredWindows implements AutoCloseable {

    /** The defaults of analytics-consumer: out of orderness, allowed lateness, clocks ahead (ms), and the city's centre. */
    private static final String SETTINGS = """
            CREATE TEMP TABLE setting AS
            SELECT 1000::bigint AS out_of_orderness_ms, 5000::bigint AS allowed_lateness_ms, 5000::bigint AS max_ahead_ms,
                   525200000::bigint AS centre_latitude_e7, 134050000::bigint AS centre_longitude_e7
            """;

    /** Zones are divided by the diagonals through the centre, a degree of longitude being shorter by the cosine. */
    private static final String ZONE = """
            CREATE FUNCTION pg_temp.zone(latitude_e7 bigint, longitude_e7 bigint) RETURNS text LANGUAGE sql AS $$
            SELECT CASE
                WHEN abs(north) >= abs(east) * cos(radians(centre_latitude_e7 / 1e7::float8))
                    THEN CASE WHEN north >= 0 THEN 'NORTH' ELSE 'SOUTH' END
                ELSE CASE WHEN east >= 0 THEN 'EAST' ELSE 'WEST' END
            END
            FROM (SELECT centre_latitude_e7,
                         latitude_e7 - centre_latitude_e7 AS north,
                         CASE
                             WHEN longitude_e7 - centre_longitude_e7 > 1800000000
                                 THEN longitude_e7 - centre_longitude_e7 - 3600000000
                             WHEN longitude_e7 - centre_longitude_e7 < -1800000000
                                 THEN longitude_e7 - centre_longitude_e7 + 3600000000
                             ELSE longitude_e7 - centre_longitude_e7
                         END AS east
                  FROM setting) AS apart
            $$
            """;

    private static final String FIXES = """
            CREATE TEMP TABLE fix AS
            WITH stored AS (
                SELECT kafka_partition, kafka_offset, rider_id, speed_cm_s, latitude_e7, longitude_e7, status,
                       (extract(epoch FROM event_time) * 1000)::bigint AS event_ms,
                       (extract(epoch FROM record_time) * 1000)::bigint AS record_ms
                FROM rider_location),
            judged AS (
                SELECT stored.*, event_ms - record_ms > max_ahead_ms AS ahead FROM stored, setting),
            timed AS (
                SELECT judged.*,
                       max(CASE WHEN NOT ahead THEN least(event_ms, record_ms) END) OVER (
                           PARTITION BY kafka_partition ORDER BY kafka_offset
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest_ms
                FROM judged)
            SELECT timed.*,
                   event_ms / 1000 AS second,
                   NOT ahead AND (event_ms / 1000 + 1) * 1000 + allowed_lateness_ms <= newest_ms - out_of_orderness_ms
                       IS TRUE AS late,
                   pg_temp.zone(latitude_e7, longitude_e7) AS zone,
                   status = 1 AS idle
            FROM timed, setting
            """;

    private static final String WINDOWS = """
            SELECT size, second / size * size AS start,
                   count(*) FILTER (WHERE NOT late AND NOT ahead) AS events,
                   count(DISTINCT rider_id) FILTER (WHERE NOT late AND NOT ahead) AS riders,
                   coalesce(sum(speed_cm_s) FILTER (WHERE NOT late AND NOT ahead), 0) AS speed_sum,
                   count(*) FILTER (WHERE late) AS late,
                   count(*) FILTER (WHERE ahead) AS ahead,
                   array_agg(speed_cm_s::int ORDER BY speed_cm_s) FILTER (WHERE NOT late AND NOT ahead) AS speeds
            FROM fix CROSS JOIN (VALUES (1), (10), (60)) AS sizes (size)
            GROUP BY size, start
            """;

    private static final String ZONES = """
            SELECT size, second / size * size AS start, zone,
                   count(*) AS events,
                   count(DISTINCT rider_id) AS riders,
                   count(DISTINCT rider_id) FILTER (WHERE idle) AS idle,
                   count(DISTINCT rider_id) FILTER (WHERE NOT idle) AS busy,
                   sum(speed_cm_s) AS speed_sum,
                   array_agg(speed_cm_s::int ORDER BY speed_cm_s) AS speeds
            FROM fix CROSS JOIN (VALUES (1), (10), (60)) AS sizes (size)
            WHERE NOT late AND NOT ahead
            GROUP BY size, start, zone
            """;

    /** Orders of restaurants of the zone: entered the state in the window, or open at its end. */
    private static final String ORDERS = """
            SELECT count(*) FILTER (WHERE placed_at >= from_time AND placed_at < to_time) AS placed,
                   count(*) FILTER (WHERE accepted_at >= from_time AND accepted_at < to_time) AS accepted,
                   count(*) FILTER (WHERE ready_at >= from_time AND ready_at < to_time) AS ready,
                   count(*) FILTER (WHERE picked_up_at >= from_time AND picked_up_at < to_time) AS picked_up,
                   count(*) FILTER (WHERE delivered_at >= from_time AND delivered_at < to_time) AS delivered,
                   count(*) FILTER (WHERE cancelled_at >= from_time AND cancelled_at < to_time) AS cancelled,
                   count(*) FILTER (WHERE placed_at < to_time
                       AND (delivered_at >= to_time OR delivered_at IS NULL)
                       AND (cancelled_at >= to_time OR cancelled_at IS NULL)) AS open
            FROM delivery,
                 (SELECT to_timestamp(?::float8 / 1000) AS from_time, to_timestamp(?::float8 / 1000) AS to_time) AS times
            WHERE pg_temp.zone(restaurant_latitude_e7, restaurant_longitude_e7) = ?
            """;

    private static final String STAGE = """
            SELECT count(*) AS count, coalesce(sum(extract(epoch FROM %2$s - %1$s) * 1000), 0)::bigint AS sum_ms
            FROM delivery
            WHERE %2$s >= to_timestamp(?::float8 / 1000) AND %2$s < to_timestamp(?::float8 / 1000) AND %2$s >= %1$s
            """;

    /**
     * Edges of cells are arcs on the globe and straight lines here, a centimetre apart: so a smaller and a larger polygon. In
     * 1e-7 degrees, because Postgres takes points for equal that are less than 1e-6 apart.
     */
    private static final String CELL = """
            SELECT count(*) FILTER (WHERE ?::polygon @> place) AS events_within,
                   count(DISTINCT rider_id) FILTER (WHERE ?::polygon @> place) AS riders_within,
                   count(*) AS events_about,
                   count(DISTINCT rider_id) AS riders_about
            FROM (SELECT rider_id, point(longitude_e7, latitude_e7) AS place
                  FROM fix
                  WHERE NOT late AND NOT ahead AND event_ms >= ? AND event_ms < ?) AS places
            WHERE ?::polygon @> place
            """;

    /** Figures of one window, or of one zone of it. */
    record Figures(
            long events, long riders, long idle, long busy, long speedSumCmS, long late, long ahead, Integer[] speeds) {

        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, new Integer[0]);
    }

    /** Orders of one zone. */
    record Orders(Map<String, Long> entered, long open) {}

    /** How many orders ended a stage, and how long it took them together. */
    record Stage(long count, long sumMs) {}

    /** What lies in a cell for certain, and what may lie in it. */
    record Cell(long eventsWithin, long ridersWithin, long eventsAbout, long ridersAbout) {}

    private final Connection connection;

    private StoredWindows(Connection connection) {
        this.connection = connection;
    }

    /** Reads what is stored now. */
    static StoredWindows of(String jdbcUrl) throws SQLException {
        StoredWindows windows = new StoredWindows(DriverManager.getConnection(jdbcUrl));
        try (Statement statement = windows.connection.createStatement()) {
            statement.execute(SETTINGS);
            statement.execute(ZONE);
            statement.execute(FIXES);
        }
        return windows;
    }

    /** Up to where each partition is stored: {@code topic-partition}. */
    static Map<String, Long> positions(String jdbcUrl) throws SQLException {
        Map<String, Long> positions = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT topic, partition, next_offset FROM ingest_offset")) {
            while (row.next()) {
                positions.put(row.getString(1) + '-' + row.getInt(2), row.getLong(3));
            }
        }
        return positions;
    }

    static String name(String size, long startMs) {
        return size + '@' + startMs;
    }

    /** By {@link #name}. */
    Map<String, Figures> windows() throws SQLException {
        Map<String, Figures> windows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WINDOWS)) {
            while (row.next()) {
                Figures figures = new Figures(
                        row.getLong("events"),
                        row.getLong("riders"),
                        0,
                        0,
                        row.getLong("speed_sum"),
                        row.getLong("late"),
                        row.getLong("ahead"),
                        speeds(row));
                windows.put(name(row.getInt("size") + "s", row.getLong("start") * 1_000), figures);
            }
        }
        return windows;
    }

    /** By {@link #name} and zone. */
    Map<String, Figures> zones() throws SQLException {
        Map<String, Figures> zones = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ZONES)) {
            while (row.next()) {
                Figures figures = new Figures(
                        row.getLong("events"),
                        row.getLong("riders"),
                        row.getLong("idle"),
                        row.getLong("busy"),
                        row.getLong("speed_sum"),
                        0,
                        0,
                        speeds(row));
                zones.put(
                        name(row.getInt("size") + "s", row.getLong("start") * 1_000) + row.getString("zone"), figures);
            }
        }
        return zones;
    }

    Orders orders(long startMs, long endMs, String zone) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ORDERS)) {
            query.setLong(1, startMs);
            query.setLong(2, endMs);
            query.setString(3, zone);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                Map<String, Long> entered = new TreeMap<>();
                for (String state :
                        new String[] {"placed", "accepted", "ready", "picked_up", "delivered", "cancelled"}) {
                    entered.put(state.toUpperCase(Locale.ROOT), row.getLong(state));
                }
                return new Orders(entered, row.getLong("open"));
            }
        }
    }

    Stage stage(long startMs, long endMs, String from, String to) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STAGE.formatted(from, to))) {
            query.setLong(1, startMs);
            query.setLong(2, endMs);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Stage(row.getLong("count"), row.getLong("sum_ms"));
            }
        }
    }

    /** @param within a polygon that lies in the cell, {@code about} one around it; as Postgres writes polygons */
    Cell cell(long startMs, long endMs, String within, String about) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CELL)) {
            query.setString(1, within);
            query.setString(2, within);
            query.setLong(3, startMs);
            query.setLong(4, endMs);
            query.setString(5, about);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Cell(
                        row.getLong("events_within"),
                        row.getLong("riders_within"),
                        row.getLong("events_about"),
                        row.getLong("riders_about"));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static Integer[] speeds(ResultSet row) throws SQLException {
        Array speeds = row.getArray("speeds");
        return speeds == null ? new Integer[0] : (Integer[]) speeds.getArray();
    }
}
