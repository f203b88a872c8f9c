package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.DeadLetter;
import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.Redriven;
import io.deliverytracking.dbwriter.domain.StagedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the re-driven records of one batch mean for the letters that they were, in the transaction that stores them.
 *
 * <p>Invariant: a letter is settled once, and by one record; every other record of that letter is a repeat. Whether it
 * became a row or failed again is therefore as exactly-once as the rows themselves, however often it was sent. A record
 * whose letter is unknown (another database, a forged header) is a record like any other.
 *
 * <p>Threading: confined to the thread that ingests; one object a transaction.
 */
final class RedriveSettlement {
    private static final RedriveSettlement NOTHING = new RedriveSettlement();

    private static final String SETTLE = """
            UPDATE dead_letter SET outcome = 'STORED', outcome_offset = ?, outcome_at = now()
            WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ? AND value IS NOT DISTINCT FROM ?
                AND outcome IS NULL
            RETURNING attempts, coalesce(first_offset, kafka_offset)
            """;

    /** By the record itself only where the log is read a second time, and all its rows are stored a second time. */
    private static final String SETTLED_BY_ANOTHER = """
            SELECT FROM dead_letter
            WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ? AND value IS NOT DISTINCT FROM ?
                AND outcome_offset <> ?
            """;

    private static final String FAILED_AGAIN = "UPDATE dead_letter SET outcome = 'FAILED_AGAIN'"
            + " WHERE topic_id = ? AND kafka_partition = ? AND kafka_offset = ?";

    private final Map<Place, Settled> settled = new HashMap<>();
    private final Map<Place, Redriven> repeats = new HashMap<>();

    private RedriveSettlement() {}

    /**
     * A letter that a record of this batch settles.
     *
     * @param attempts how often the event was re-driven
     * @param firstOffset where the event stood first
     */
    record Settled(DeadLetterName letter, int attempts, long firstOffset) {}

    /** A record; reads are compared by identity. */
    private record Place(PartitionRead read, int index) {}

    /** Settles the letters of these records as stored. */
    static RedriveSettlement settle(Connection connection, List<Redriven> records) throws SQLException {
        if (records.isEmpty()) {
            return NOTHING;
        }
        RedriveSettlement settlement = new RedriveSettlement();
        for (Redriven record : records) {
            settlement.settle(connection, record);
        }
        return settlement;
    }

    private void settle(Connection connection, Redriven record) throws SQLException {
        Place place = new Place(record.read(), record.index());
        Settled letter = settleOne(connection, record);
        if (letter != null) {
            settled.put(place, letter);
        } else if (isSettledByAnother(connection, record)) {
            repeats.put(place, record);
        }
    }

    private static @Nullable Settled settleOne(Connection connection, Redriven record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setLong(1, record.read().offset(record.index()));
            name(statement, 2, record.letter());
            statement.setBytes(5, record.read().value(record.index()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Settled(record.letter(), row.getInt(1), row.getLong(2)) : null;
            }
        }
    }

    private static boolean isSettledByAnother(Connection connection, Redriven record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLED_BY_ANOTHER)) {
            name(statement, 1, record.letter());
            statement.setBytes(4, record.read().value(record.index()));
            statement.setLong(5, record.read().offset(record.index()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Corrects the outcome of the letters whose records are among these new letters. */
    void failedAgain(Connection connection, List<DeadLetter> letters) throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(FAILED_AGAIN)) {
            for (DeadLetter letter : letters) {
                Settled before = letterOf(letter.read(), letter.index());
                if (before != null) {
                    name(statement, 1, before.letter());
                    statement.executeUpdate();
                }
            }
        }
    }

    boolean isRepeat(PartitionRead read, int index) {
        return repeats.containsKey(new Place(read, index));
    }

    /** Those of these rows that are repeats, ascending. */
    int[] repeatedRows(StagedRows rows) {
        return repeats.values().stream()
                .filter(record -> record.row() != Redriven.NO_ROW
                        && record.row() < rows.size()
                        && rows.originRead(record.row()) == record.read()
                        && rows.originIndex(record.row()) == record.index())
                .mapToInt(Redriven::row)
                .sorted()
                .toArray();
    }

    int repeats() {
        return repeats.size();
    }

    /** The letter that the record settled; null for every usual record. */
    @Nullable
    Settled letterOf(PartitionRead read, int index) {
        return settled.get(new Place(read, index));
    }

    private static void name(PreparedStatement statement, int parameter, DeadLetterName letter) throws SQLException {
        statement.setObject(parameter, letter.topicId());
        statement.setInt(parameter + 1, letter.partition());
        statement.setLong(parameter + 2, letter.offset());
    }
}
