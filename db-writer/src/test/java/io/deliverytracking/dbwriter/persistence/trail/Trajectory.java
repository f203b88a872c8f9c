package io.deliverytracking.dbwriter.persistence.trail;

import java.time.Duration;

/** The table of packed fixes: a row a rider and minute of record time. */
public final class Trajectory {
    /** How much of a rider one row holds. */
    public static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private static final long LEAF_MS = Duration.ofMinutes(15).toMillis();

    /** Not compressed any further: the codec has left nothing, and rows of 900 bytes are too short to be moved out. */
    private static final String DDL = """
            CREATE TABLE rider_trajectory (
                minute    timestamptz NOT NULL,
                rider_id  integer     NOT NULL,
                fix_count smallint    NOT NULL,
                fixes     bytea       NOT NULL
            ) PARTITION BY RANGE (minute);
            CREATE INDEX rider_trajectory_rider ON rider_trajectory (rider_id, minute);
            """;

    private Trajectory() {}

    /** The statements that make the table, with leaves for all of a time. */
    public static String ddl(long fromMs, long toMs) {
        StringBuilder ddl = new StringBuilder(DDL);
        for (long startMs = fromMs - Math.floorMod(fromMs, LEAF_MS); startMs < toMs; startMs += LEAF_MS) {
            ddl.append("CREATE TABLE rider_trajectory_p")
                    .append(startMs)
                    .append(" PARTITION OF rider_trajectory FOR VALUES FROM (to_timestamp(")
                    .append(startMs / 1000)
                    .append(")) TO (to_timestamp(")
                    .append((startMs + LEAF_MS) / 1000)
                    .append("));");
        }
        return ddl.toString();
    }

    static long minuteOf(long timeMs) {
        return timeMs - Math.floorMod(timeMs, MINUTE_MS);
    }
}
