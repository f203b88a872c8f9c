package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * From where {@code rider_current} has to be rebuilt for one log partition.
 *
 * @param clusterId the cluster of the log
 * @param topicId the topic of the log
 * @param partition the partition's number
 * @param currentOffset {@code rider_current} has everything below it
 * @param nextOffset the end of the rebuild: everything below it is stored, and after the rebuild {@code rider_current} has that, too
 * @param floor no row from {@code currentOffset} on has a lower record time
 */
record RebuildMark(
        String clusterId, UUID topicId, int partition, long currentOffset, long nextOffset, Timestamp floor) {

    /** The marks of a partition that is behind; a row of another cluster or topic id of that name counts, too. */
    static List<RebuildMark> read(Connection connection, LogPartition partition) throws SQLException {
        String sql = "SELECT cluster_id, topic_id, current_offset, next_offset, current_floor FROM ingest_offset"
                + " WHERE topic = ? AND partition = ? AND current_offset < next_offset AND current_floor IS NOT NULL";
        List<RebuildMark> marks = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    marks.add(new RebuildMark(
                            row.getString(1),
                            row.getObject(2, UUID.class),
                            partition.partition(),
                            row.getLong(3),
                            row.getLong(4),
                            row.getTimestamp(5)));
                }
            }
        }
        return marks;
    }

    /** The same as far as it lies below an offset of this log; a mark of another log is what it was. */
    RebuildMark below(LogIdentity log, long offset) {
        boolean isOfThisLog = log.clusterId().equals(clusterId) && log.topicId().equals(topicId);
        return isOfThisLog
                ? new RebuildMark(clusterId, topicId, partition, currentOffset, Math.min(nextOffset, offset), floor)
                : this;
    }

    boolean isEmpty() {
        return currentOffset >= nextOffset;
    }

    /** Notes that the rebuild reached {@link #nextOffset()}. The floor stays low until the next flush raises it. */
    void done(Connection connection) throws SQLException {
        String sql = "UPDATE ingest_offset SET current_offset = ? WHERE cluster_id = ? AND topic_id = ?"
                + " AND partition = ? AND current_offset < ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, nextOffset);
            statement.setString(2, clusterId);
            statement.setObject(3, topicId);
            statement.setInt(4, partition);
            statement.setLong(5, nextOffset);
            statement.executeUpdate();
        }
    }
}
