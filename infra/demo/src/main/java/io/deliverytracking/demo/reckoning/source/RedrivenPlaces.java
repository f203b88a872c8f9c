package io.deliverytracking.demo.reckoning.source;

import io.deliverytracking.demo.reckoning.StoredEvents.LocationVisitor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where events stood first that became rows only after their dead letter was sent again, behind those that followed them.
 *
 * <p>Somebody re-drove them on purpose: that is no disorder of the pipeline, so they are reckoned at their first place.
 */
final class RedrivenPlaces {

    private record Place(int partition, long offset) {}

    private final Map<Place, Long> firstOffsets = new HashMap<>();

    private RedrivenPlaces() {}

    static RedrivenPlaces read(Connection connection, String topic) throws IOException {
        RedrivenPlaces places = new RedrivenPlaces();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT kafka_partition, outcome_offset, coalesce(first_offset, kafka_offset)"
                        + " FROM dead_letter WHERE topic = ? AND outcome = 'STORED'")) {
            statement.setString(1, topic);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.firstOffsets.put(new Place(rows.getInt(1), rows.getLong(2)), rows.getLong(3));
                }
            }
            return places;
        } catch (SQLException e) {
            throw new IOException("can't read which dead letters were re-driven: " + e.getMessage(), e);
        }
    }

    void visitWhereItStoodFirst(
            long session, int rider, int sequence, int partition, long offset, LocationVisitor visitor) {
        long first = firstOffsets.isEmpty() ? offset : firstOffsets.getOrDefault(new Place(partition, offset), offset);
        visitor.visit(session, rider, sequence, partition, first);
    }
}
