package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters on their way from the table to the topic, at least once: a letter is marked as published after its
 * send was acknowledged, so a crash in between sends it again.
 *
 * <p>One publisher at a time, by an advisory lock, so that two writers do not send everything twice. No transaction is
 * open while the log is waited for.
 *
 * <p>Threading: one call at a time.
 */
public final class DeadLetterOutbox {
    private static final int BATCH = 200;

    private static final String UNPUBLISHED = """
            SELECT topic_id, topic, kafka_partition, kafka_offset, reason, error, key, value FROM dead_letter
            WHERE published_at IS NULL ORDER BY created_at LIMIT ?
            """;

    private static final String PUBLISHED = "UPDATE dead_letter SET published_at = now()"
            + " WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ?";

    private final DataSource dataSource;

    public DeadLetterOutbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A letter that waits to be published.
     *
     * @param value the bytes of the record, as they were read
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from a result set to a producer
    public record Letter(
            UUID topicId,
            String topic,
            int partition,
            long offset,
            String reason,
            String error,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        /** Names the record: the same letter always has the same name. */
        public String name() {
            return topic + "-" + partition + "-" + offset;
        }
    }

    /**
     * Sends what is not published yet.
     *
     * @param send sends all letters and returns when the last is acknowledged, or throws
     * @return how many letters were sent; as many as fit into one batch
     */
    public int publish(Consumer<List<Letter>> send) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!query(connection, "SELECT pg_try_advisory_lock(hashtext('dead_letter_outbox'))")) {
                return 0;
            }
            try {
                List<Letter> letters = unpublished(connection);
                if (!letters.isEmpty()) {
                    send.accept(letters);
                    markPublished(connection, letters);
                }
                return letters.size();
            } finally {
                query(connection, "SELECT pg_advisory_unlock(hashtext('dead_letter_outbox'))");
            }
        }
    }

    private static List<Letter> unpublished(Connection connection) throws SQLException {
        List<Letter> letters = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNPUBLISHED)) {
            statement.setInt(1, BATCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    letters.add(new Letter(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getInt(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            row.getBytes(7),
                            row.getBytes(8)));
                }
            }
        }
        return letters;
    }

    private static void markPublished(Connection connection, List<Letter> letters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED)) {
            for (Letter letter : letters) {
                statement.setObject(1, letter.topicId());
                statement.setInt(2, letter.partition());
                statement.setLong(3, letter.offset());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static boolean query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
