package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.persistence.DeadLetterOutbox.Letter;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the table to the topic, at least once. */
@DeliveryPostgres
class DeadLetterOutboxTest {
    private final PostgresDatabase database;
    private final List<String> sent = new ArrayList<>();

    DeadLetterOutboxTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
    }

    @BeforeEach
    void twoLetters() {
        TestSchema.clear(database);
        letter(7);
        letter(8);
    }

    @Test
    void whatIsPublishedIsMarkedAndNotSentAgain() throws SQLException {
        assertThat(outbox().publish(this::send)).isEqualTo(2);
        assertThat(outbox().publish(this::send)).isZero();

        assertThat(sent).containsExactly("t-0-7", "t-0-8");
        assertThat(unpublished()).isZero();
    }

    @Test
    void aSendThatFailedIsRepeated() throws SQLException {
        assertThatThrownBy(() -> outbox().publish(letters -> {
                    throw new IllegalStateException("no acknowledgement");
                }))
                .hasMessage("no acknowledgement");
        assertThat(unpublished()).isEqualTo(2);

        outbox().publish(this::send);

        assertThat(sent).containsExactly("t-0-7", "t-0-8");
    }

    @Test
    void aWriterThatDiedBetweenTheSendAndTheMarkLetsTheNextSendAgain() throws SQLException {
        assertThatThrownBy(() -> outbox().publish(letters -> {
                    send(letters);
                    endAllOtherSessions();
                }))
                .isInstanceOf(SQLException.class);

        // The server tells of a session's end before it lets go of its locks.
        await().atMost(Duration.ofSeconds(60)).until(() -> outbox().publish(this::send) == 2);

        assertThat(sent).containsExactly("t-0-7", "t-0-8", "t-0-7", "t-0-8");
        assertThat(unpublished()).isZero();
    }

    @Test
    void ofTwoWritersOnePublishes() throws SQLException {
        int published = outbox().publish(letters -> {
            send(letters);
            try {
                assertThat(outbox().publish(this::send)).as("the second one").isZero();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(published).isEqualTo(2);
        assertThat(sent).containsExactly("t-0-7", "t-0-8");
    }

    private DeadLetterOutbox outbox() {
        return new DeadLetterOutbox(database.dataSource());
    }

    private void send(List<Letter> letters) {
        letters.forEach(letter -> sent.add(letter.name()));
    }

    private void endAllOtherSessions() {
        database.queryLong("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private long unpublished() {
        return database.queryLong("SELECT count(*) FROM dead_letter WHERE published_at IS NULL");
    }

    private void letter(long offset) {
        database.execute("""
                INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, topic_id, reason, error, headers,
                    record_time_ms, created_at)
                VALUES ('t', 0, %d, '%s', 'BROKEN_BYTES', 'no event', '{}', 1,
                    timestamptz '2026-03-01' + %d * interval '1 s')
                """.formatted(offset, new UUID(1, 2), offset));
    }
}
