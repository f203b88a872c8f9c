package io.deliverytracking.dbwriter.persistence.trail;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to ask where a rider was. */
@FunctionalInterface
public interface Trail {
    /** Settings of the connections on which the application answers queries, see {@code DatabaseConfigSource}. */
    String SESSION = "SET max_parallel_workers_per_gather = 0; SET enable_seqscan = off; SET plan_cache_mode ="
            + " force_custom_plan";

    /** Adds the rider's fixes of {@code fromMs} until just before {@code toMs}, by record time and in its order. */
    void read(Connection connection, int riderId, long fromMs, long toMs, Fixes fixes) throws SQLException;
}
