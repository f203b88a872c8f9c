package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A JDBC batch. On connections with {@code reWriteBatchedInserts=true} the driver makes INSERTs of up to 128 rows of it; on
 * others it sends a statement a row, without waiting for each.
 */
public final class LocationBatchInserts implements LocationWriter {
    /** Rows that the driver holds in memory, each with an object a parameter, before they are sent. */
    private static final int BATCH_ROWS = 1024;

    @Override
    public void write(Connection connection, LocationRows rows, RowOrder order, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LocationInsert.SQL)) {
            for (int place = from; place < to; place++) {
                LocationInsert.bind(statement, rows, order.row(place));
                statement.addBatch();
                if ((place - from + 1) % BATCH_ROWS == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            // The driver wraps the server's error; its code is what decides.
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }
}
