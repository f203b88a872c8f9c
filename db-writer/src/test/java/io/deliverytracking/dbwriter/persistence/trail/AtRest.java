package io.deliverytracking.dbwriter.persistence.trail;

import java.sql.SQLException;
import java.time.Instant;

/**
 * What is done with the time partitions that nothing is written to any more, and how a trail is read then.
 *
 * <p>Threading: {@link #run} by one thread at a time; readers of the trail meanwhile.
 */
public interface AtRest {
    /** Does what is due. */
    void run(Instant now) throws SQLException;

    Trail trail();

    /** SQL for the names of the tables that hold what is at rest. */
    String tables();

    /** SQL for the seconds of record time in them. */
    String seconds();
}
