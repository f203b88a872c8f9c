package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.StoredOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code ingest_offset} and {@code ingest_gap}: up to where each log is stored.
 *
 * <p>Invariant: {@code next_offset} moves only from the value that the writer read from. That comparison is the
 * fence: of two writers that read the same records, the second finds the offset moved.
 *
 * <p>Locks: {@link #advance} locks its rows in partition order, so writers wait for each other but never in a circle.
 * It is the last statement before the commit, which keeps a lock for one round trip; a writer that freezes within
 * that round trip is ended by {@code idle_in_transaction_session_timeout}, and one that freezes earlier, amid its
 * COPY, holds no lock that anybody needs.
 *
 * <p>Stateless; the transaction belongs to the caller.
 */
final class OffsetTable {
    private static final String ADVANCE = """
            WITH batch AS (
                SELECT * FROM unnest(?::uuid[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[])
                    AS b(topic_id, partition, read_from, next_offset, leader_epoch, floor_ms)),
            locked AS (
                SELECT o.topic_id, o.partition FROM ingest_offset o JOIN batch b USING (topic_id, partition)
                WHERE o.cluster_id = ? AND o.next_offset = b.read_from
                ORDER BY o.topic_id, o.partition FOR UPDATE OF o)
            UPDATE ingest_offset o SET
                next_offset = b.next_offset,
                leader_epoch = coalesce(b.leader_epoch, o.leader_epoch),
                current_floor = least(o.current_floor, to_timestamp(b.floor_ms / 1000.0)),
                updated_at = now()
            FROM batch b JOIN locked USING (topic_id, partition)
            WHERE o.cluster_id = ? AND o.topic_id = b.topic_id AND o.partition = b.partition
              AND o.next_offset = b.read_from
            RETURNING o.topic, o.partition
            """;

    private static final String FIND = "SELECT cluster_id, topic_id, next_offset, leader_epoch FROM ingest_offset"
            + " WHERE topic = ? AND partition = ?";

    private static final String BEGIN = """
            INSERT INTO ingest_offset (cluster_id, topic_id, topic, partition, next_offset, current_offset)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String JUMP = "UPDATE ingest_offset SET next_offset = ?, leader_epoch = NULL,"
            + " updated_at = now() WHERE cluster_id = ? AND topic_id = ? AND partition = ? AND next_offset = ?";

    /** A gap of the same start is there if somebody deleted the stored offset, for the log to be read once more. */
    private static final String GAP = """
            INSERT INTO ingest_gap (cluster_id, topic_id, topic, partition, from_offset, to_offset)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (cluster_id, topic_id, partition, from_offset)
                DO UPDATE SET to_offset = excluded.to_offset, noticed_at = excluded.noticed_at
            """;

    /**
     * Moves the stored offset of every read of the batch from where it was read to where it ended.
     *
     * @param floorMs the lowest record time of each read, null for a read without rows
     * @return the partitions whose stored offset was another one; if there are any, the caller must roll back
     */
    Set<LogPartition> advance(Connection connection, ReadBatch batch, @Nullable Long[] floorMs) throws SQLException {
        int size = batch.reads().size();
        UUID[] topicIds = new UUID[size];
        Integer[] partitions = new Integer[size];
        Long[] readFrom = new Long[size];
        Long[] nextOffset = new Long[size];
        @Nullable Integer[] leaderEpoch = new Integer[size];
        for (int i = 0; i < size; i++) {
            PartitionRead read = batch.reads().get(i);
            topicIds[i] = read.log().topicId();
            partitions[i] = read.partition().partition();
            readFrom[i] = read.readFrom();
            nextOffset[i] = read.nextOffset();
            leaderEpoch[i] = read.leaderEpoch();
        }
        String clusterId = batch.reads().get(0).log().clusterId();
        Set<LogPartition> lost = new HashSet<>();
        batch.reads().forEach(read -> lost.add(read.partition()));
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setArray(1, connection.createArrayOf("uuid", topicIds));
            statement.setArray(2, connection.createArrayOf("int4", partitions));
            statement.setArray(3, connection.createArrayOf("int8", readFrom));
            statement.setArray(4, connection.createArrayOf("int8", nextOffset));
            statement.setArray(5, connection.createArrayOf("int4", leaderEpoch));
            statement.setArray(6, connection.createArrayOf("int8", floorMs));
            statement.setString(7, clusterId);
            statement.setString(8, clusterId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lost.remove(new LogPartition(row.getString(1), row.getInt(2)));
                }
            }
        }
        return lost;
    }

    /** The stored next offset of each of the partitions; -1 where there is none. */
    Map<LogPartition, Long> nextOffsets(Connection connection, ReadBatch batch, Set<LogPartition> partitions)
            throws SQLException {
        Map<LogPartition, Long> found = new HashMap<>();
        for (PartitionRead read : batch.reads()) {
            if (partitions.contains(read.partition())) {
                long next = find(connection, read.partition()).stream()
                        .filter(stored -> stored.log().equals(read.log()))
                        .mapToLong(StoredOffset::nextOffset)
                        .findFirst()
                        .orElse(-1);
                found.put(read.partition(), next);
            }
        }
        return found;
    }

    /** All rows stored for a topic's name and partition: of this log, and of others that had the same name. */
    List<StoredOffset> find(Connection connection, LogPartition partition) throws SQLException {
        List<StoredOffset> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    LogIdentity log =
                            new LogIdentity(row.getString(1), row.getObject(2, UUID.class), partition.topic());
                    found.add(new StoredOffset(
                            log, partition.partition(), row.getLong(3), row.getObject(4, Integer.class)));
                }
            }
        }
        return found;
    }

    /**
     * Stores the first offset of a log that nothing is stored of, and notes what retention removed before it as a gap.
     *
     * @return false if another writer was quicker, whose row is kept
     */
    boolean begin(Connection connection, StartingPoint start) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            bindLog(statement, start);
            statement.setLong(5, start.offset());
            statement.setLong(6, start.offset());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        if (start.missed() > 0) {
            insertGap(connection, start);
        }
        return true;
    }

    /**
     * Moves the stored offset over records that retention removed, and notes them as a gap.
     *
     * @return false if the stored offset is no longer the one that the decision was made on
     */
    boolean skipGap(Connection connection, StartingPoint start) throws SQLException {
        try (PreparedStatement jump = connection.prepareStatement(JUMP)) {
            jump.setLong(1, start.offset());
            jump.setString(2, start.log().clusterId());
            jump.setObject(3, start.log().topicId());
            jump.setInt(4, start.partition());
            jump.setLong(5, start.storedOffset());
            if (jump.executeUpdate() == 0) {
                return false;
            }
        }
        insertGap(connection, start);
        return true;
    }

    private static void insertGap(Connection connection, StartingPoint start) throws SQLException {
        try (PreparedStatement gap = connection.prepareStatement(GAP)) {
            bindLog(gap, start);
            gap.setLong(5, start.storedOffset());
            gap.setLong(6, start.offset());
            gap.executeUpdate();
        }
    }

    private static void bindLog(PreparedStatement statement, StartingPoint start) throws SQLException {
        statement.setString(1, start.log().clusterId());
        statement.setObject(2, start.log().topicId());
        statement.setString(3, start.log().topic());
        statement.setInt(4, start.partition());
    }
}
