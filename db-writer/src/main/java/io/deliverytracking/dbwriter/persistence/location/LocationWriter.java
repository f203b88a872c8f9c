package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A way of bringing rows into {@code rider_location}, within a transaction of the caller. All ways store the same rows, and
 * fail with the server's own error code, by which the caller finds a row that is refused. What each costs: infra/docs/adr/0019.
 *
 * <p>Threading: confined to the thread that ingests.
 */
public interface LocationWriter {
    /**
     * Writes the rows at places {@code from} to {@code to - 1} of {@code order}: all, or throws.
     *
     * @param connection in a transaction; may come from a pool
     */
    void write(Connection connection, LocationRows rows, RowOrder order, int from, int to) throws SQLException;
}
