package io.deliverytracking.dbwriter.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.dbwriter.domain.DeadLetter;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.persistence.RedriveSettlement.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dead letters into {@code dead_letter}, in the transaction that moves the offset past them.
 *
 * <p>Whatever a producer put into a header, this insert must not fail on it, or the dead letter itself would be the
 * poison: text is cut to a bound, and NUL, which Postgres can't store in text, is replaced. A letter that is there
 * already stays: somebody had the log read again on purpose. The letter of a re-driven record knows the letter that it came
 * from, and counts on.
 */
final class DeadLetterTable {
    private static final int MAX_TEXT = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String INSERT = """
            INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, topic_id, reason, error, key, value,
                headers, record_headers, record_time_ms, attempts, first_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    void insert(Connection connection, List<DeadLetter> letters, RedriveSettlement redriven) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (DeadLetter letter : letters) {
                PartitionRead read = letter.read();
                statement.setString(1, read.partition().topic());
                statement.setInt(2, read.partition().partition());
                statement.setLong(3, letter.offset());
                statement.setObject(4, read.log().topicId());
                statement.setString(5, storable(letter.reason()));
                statement.setString(6, storable(letter.error()));
                statement.setBytes(7, read.key(letter.index()));
                statement.setBytes(8, read.value(letter.index()));
                statement.setString(9, json(read.headers(letter.index())));
                statement.setArray(
                        10,
                        connection.createArrayOf(
                                "bytea", read.rawHeaders(letter.index()).toArray(byte[][]::new)));
                statement.setLong(11, read.timestampMs(letter.index()));
                Settled before = redriven.letterOf(read, letter.index());
                statement.setInt(12, before == null ? 0 : before.attempts());
                if (before == null) {
                    statement.setNull(13, Types.BIGINT);
                } else {
                    statement.setLong(13, before.firstOffset());
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String json(Map<String, String> headers) {
        Map<String, String> storable = new TreeMap<>();
        headers.forEach((name, value) -> storable.put(storable(name), storable(value)));
        try {
            return JSON.writeValueAsString(storable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    private static String storable(String text) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        StringBuilder safe = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            safe.append(c == 0 || Character.isSurrogate(c) ? '\uFFFD' : c);
        }
        return safe.toString();
    }
}
