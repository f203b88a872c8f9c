package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.DeadLetterCounts;
import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.DeadLetterState;
import io.deliverytracking.dbwriter.domain.RedriveSelection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that are taken to be sent again: marked before the send, in one statement, so that of two requests, in
 * this process or another, one takes the letter. No transaction is open while the log is waited for.
 *
 * <p>Threading: any thread; a connection a call.
 */
public final class RedriveTable {
    /** What {@link DeadLetterState} means in the columns; the one place that says it. */
    private static final String STATE = """
            CASE WHEN outcome IS NOT NULL THEN outcome
                 WHEN redriven_at > now() - ? * interval '1 ms' THEN 'UNDER_WAY'
                 WHEN attempts >= ? THEN 'EXHAUSTED'
                 ELSE 'WAITING' END
            """;

    private static final String SELECTED = """
            (?::uuid IS NULL OR (topic_id = ?::uuid AND kafka_partition = ? AND kafka_offset = ?))
            AND (?::text IS NULL OR topic = ?::text) AND (?::text IS NULL OR reason = ?::text)
            """;

    /** Taken at once, and at most one letter more: the answer, the letters and the producer's copies are in memory together. */
    static final int MOST_BYTES = 4 << 20;

    private static final String TAKE = """
            WITH taken AS (
                SELECT topic_id, kafka_partition, kafka_offset, created_at,
                    coalesce(octet_length(key), 0) + coalesce(octet_length(value), 0) AS bytes
                FROM dead_letter
                WHERE outcome IS NULL AND %s AND topic_id = ANY (?) AND %s = ANY (?)
                ORDER BY created_at, kafka_partition, kafka_offset LIMIT ? FOR UPDATE SKIP LOCKED),
            measured AS (
                SELECT *, sum(bytes) OVER (ORDER BY created_at, kafka_partition, kafka_offset) - bytes AS bytes_before
                FROM taken)
            UPDATE dead_letter d SET attempts = d.attempts + 1, redriven_at = now() FROM measured t
            WHERE t.bytes_before < ? AND d.topic_id = t.topic_id AND d.kafka_partition = t.kafka_partition AND d.kafka_offset = t.kafka_offset
            RETURNING d.topic_id, d.topic, d.kafka_partition, d.kafka_offset, d.reason, d.attempts, d.key, d.value,
                d.record_headers, ARRAY(SELECT convert_to(h.text, 'UTF8') FROM jsonb_each_text(d.headers) e,
                    LATERAL (VALUES (1, e.key), (2, e.value)) h (place, text) ORDER BY e.key, h.place)
            """.formatted(SELECTED, STATE);

    private static final String COUNT =
            "SELECT topic_id = ANY (?), " + STATE + ", count(*) FROM dead_letter WHERE " + SELECTED + " GROUP BY 1, 2";

    private static final String NOT_SENT = "UPDATE dead_letter SET redriven_at = NULL"
            + " WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ? AND outcome IS NULL";

    private final DataSource dataSource;
    private final Duration timeout;
    private final int maxAttempts;

    /**
     * The table with these rules.
     *
     * @param timeout how long a letter is under way before it counts as waiting again
     * @param maxAttempts how many times an event is re-driven before it counts as exhausted
     */
    public RedriveTable(DataSource dataSource, Duration timeout, int maxAttempts) {
        this.dataSource = dataSource;
        this.timeout = timeout;
        this.maxAttempts = maxAttempts;
    }

    /**
     * A letter that was taken.
     *
     * @param attempt how often its event was re-driven, with this time
     * @param headers name, value, name, value, as the record had them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from a result set to a producer
    public record Letter(
            DeadLetterName name,
            String topic,
            String reason,
            int attempt,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<byte @Nullable []> headers) {}

    /** What a selection holds: letters whose topic is there, and how many letters have no topic any more. */
    public record Contents(DeadLetterCounts counts, long topicGone) {}

    /** Where a letter stands, and the name of its topic. */
    public record Standing(String topic, DeadLetterState state) {}

    /** One letter; null if there is none of that name. */
    public @Nullable Standing find(DeadLetterName letter) throws SQLException {
        String sql = "SELECT topic, " + STATE
                + " FROM dead_letter WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            name(statement, rules(statement, 1), letter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Standing(row.getString(1), DeadLetterState.valueOf(row.getString(2))) : null;
            }
        }
    }

    /** How many of all letters are in each state. */
    public DeadLetterCounts counts() throws SQLException {
        Map<DeadLetterState, Long> byState = new EnumMap<>(DeadLetterState.class);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + STATE + ", count(*) FROM dead_letter GROUP BY 1")) {
            rules(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byState.put(DeadLetterState.valueOf(row.getString(1)), row.getLong(2));
                }
            }
        }
        return new DeadLetterCounts(byState);
    }

    /**
     * Takes selected letters, the oldest first, and counts the attempt. Where they are large it takes fewer than asked, at least one.
     *
     * @param topicIds topics that exist; letters of others stay
     * @return the letters in the order of their partitions and offsets
     */
    public List<Letter> take(RedriveSelection selection, Collection<UUID> topicIds, boolean force, int limit)
            throws SQLException {
        List<String> states = Arrays.stream(DeadLetterState.values())
                .filter(state -> state.mayBeRedriven(force))
                .map(DeadLetterState::name)
                .toList();
        List<Letter> letters = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(TAKE)) {
            int next = select(statement, 1, selection);
            statement.setArray(next++, connection.createArrayOf("uuid", topicIds.toArray()));
            next = rules(statement, next);
            statement.setArray(next++, connection.createArrayOf("text", states.toArray()));
            statement.setInt(next++, limit);
            statement.setInt(next, MOST_BYTES);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    letters.add(letter(row));
                }
            }
        }
        letters.sort(Comparator.comparing(Letter::topic)
                .thenComparing(letter -> letter.name().partition())
                .thenComparing(letter -> letter.name().offset()));
        return letters;
    }

    /** Takes the mark back from letters that could not be sent; the attempt stays counted, as it may have arrived. */
    public void notSent(Collection<DeadLetterName> letters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(NOT_SENT)) {
            for (DeadLetterName letter : letters) {
                name(statement, 1, letter);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** How many selected letters are in each state, those of topics that exist apart from the others. */
    public Contents contents(RedriveSelection selection, Collection<UUID> topicIds) throws SQLException {
        Map<DeadLetterState, Long> byState = new EnumMap<>(DeadLetterState.class);
        long gone = 0;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setArray(1, connection.createArrayOf("uuid", topicIds.toArray()));
            select(statement, rules(statement, 2), selection);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    DeadLetterState state = DeadLetterState.valueOf(row.getString(2));
                    if (row.getBoolean(1)) {
                        byState.put(state, row.getLong(3));
                    } else if (state.mayBeRedriven(true)) {
                        gone += row.getLong(3);
                    }
                }
            }
        }
        return new Contents(new DeadLetterCounts(byState), gone);
    }

    private int rules(PreparedStatement statement, int first) throws SQLException {
        statement.setLong(first, timeout.toMillis());
        statement.setInt(first + 1, maxAttempts);
        return first + 2;
    }

    private static int select(PreparedStatement statement, int first, RedriveSelection selection) throws SQLException {
        DeadLetterName letter = selection.letter();
        int next = first;
        statement.setObject(next++, letter == null ? null : letter.topicId(), Types.OTHER);
        statement.setObject(next++, letter == null ? null : letter.topicId(), Types.OTHER);
        statement.setInt(next++, letter == null ? 0 : letter.partition());
        statement.setLong(next++, letter == null ? 0 : letter.offset());
        statement.setString(next++, selection.topic());
        statement.setString(next++, selection.topic());
        statement.setString(next++, selection.reason());
        statement.setString(next++, selection.reason());
        return next;
    }

    private static Letter letter(ResultSet row) throws SQLException {
        Array exact = row.getArray(9);
        byte[][] headers = (byte[][]) (exact == null ? row.getArray(10) : exact).getArray();
        return new Letter(
                new DeadLetterName(row.getObject(1, UUID.class), row.getInt(3), row.getLong(4)),
                row.getString(2),
                row.getString(5),
                row.getInt(6),
                row.getBytes(7),
                row.getBytes(8),
                Arrays.asList(headers));
    }

    private static void name(PreparedStatement statement, int parameter, DeadLetterName letter) throws SQLException {
        statement.setObject(parameter, letter.topicId());
        statement.setInt(parameter + 1, letter.partition());
        statement.setLong(parameter + 2, letter.offset());
    }
}
