package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement a row: a round trip each, all in the one transaction of the batch. */
public final class LocationRowInserts implements LocationWriter {
    @Override
    public void write(Connection connection, LocationRows rows, RowOrder order, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LocationInsert.SQL)) {
            for (int place = from; place < to; place++) {
                LocationInsert.bind(statement, rows, order.row(place));
                statement.executeUpdate();
            }
        }
    }
}
