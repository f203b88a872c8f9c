package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.DeadLetterState;
import io.deliverytracking.dbwriter.domain.RedriveSelection;
import io.deliverytracking.dbwriter.persistence.RedriveTable.Letter;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class RedriveTableTest {
    private static final UUID TOPIC = new UUID(1, 2);
    private static final Set<UUID> EXISTING = Set.of(TOPIC);
    private static final RedriveSelection ALL = RedriveSelection.all();
    private static final int MAX_ATTEMPTS = 2;

    private final PostgresDatabase database;
    private final RedriveTable table;

    RedriveTableTest(PostgresDatabase database) {
        this.database = database;
        this.table = new RedriveTable(database.dataSource(), Duration.ofMinutes(1), MAX_ATTEMPTS);
        TestSchema.migrate(database);
    }

    @BeforeEach
    void threeLetters() {
        TestSchema.clear(database);
        letter(TOPIC, 7, "BROKEN_BYTES");
        letter(TOPIC, 8, "REFUSED_22003");
        letter(TOPIC, 9, "BROKEN_BYTES");
    }

    @Test
    void aLetterIsTakenOnce() throws SQLException {
        assertThat(offsets(table.take(ALL, EXISTING, false, 2))).containsExactly(7L, 8L);
        assertThat(offsets(table.take(ALL, EXISTING, false, 2))).containsExactly(9L);
        assertThat(table.take(ALL, EXISTING, false, 2)).isEmpty();

        assertThat(table.find(name(7))).isEqualTo(new RedriveTable.Standing("t", DeadLetterState.UNDER_WAY));
        assertThat(table.counts().of(DeadLetterState.UNDER_WAY)).isEqualTo(3);
    }

    /** All that is taken is in memory at once. */
    @Test
    void ofLargeLettersFewerAreTakenAtOnceButOneAtLeast() throws SQLException {
        int most = RedriveTable.MOST_BYTES;
        database.execute("UPDATE dead_letter SET value = convert_to(repeat('x', " + (most + 1) + "), 'UTF8')"
                + " WHERE kafka_offset = 7");
        database.execute("UPDATE dead_letter SET value = convert_to(repeat('x', " + (most - 1_000) + "), 'UTF8')"
                + " WHERE kafka_offset = 8");

        assertThat(offsets(table.take(ALL, EXISTING, false, 3))).containsExactly(7L);
        assertThat(offsets(table.take(ALL, EXISTING, false, 3))).containsExactly(8L, 9L);
        assertThat(table.counts().of(DeadLetterState.UNDER_WAY)).isEqualTo(3);
    }

    @Test
    void aLetterThatWasNotSentWaitsAgainAndItsAttemptStaysCounted() throws SQLException {
        table.take(RedriveSelection.one(name(8)), EXISTING, false, 1);

        table.notSent(List.of(name(8)));

        assertThat(state(8)).isEqualTo(DeadLetterState.WAITING);
        assertThat(table.take(RedriveSelection.one(name(8)), EXISTING, false, 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempt()).isEqualTo(2));
    }

    @Test
    void whatWasSentAndNeverReadWaitsAgainAfterAWhile() throws SQLException {
        table.take(ALL, EXISTING, false, 3);
        database.execute("UPDATE dead_letter SET redriven_at = now() - interval '61 s' WHERE kafka_offset = 9");

        assertThat(offsets(table.take(ALL, EXISTING, false, 3))).containsExactly(9L);
    }

    @Test
    void forceTakesWhatIsUnderWayOrExhaustedButNeverWhatIsSettled() throws SQLException {
        table.take(RedriveSelection.one(name(7)), EXISTING, false, 1);
        database.execute("UPDATE dead_letter SET attempts = " + MAX_ATTEMPTS + " WHERE kafka_offset = 8");
        settle(9);
        assertThat(List.of(state(7), state(8), state(9)))
                .containsExactly(DeadLetterState.UNDER_WAY, DeadLetterState.EXHAUSTED, DeadLetterState.STORED);

        assertThat(table.take(ALL, EXISTING, false, 9)).isEmpty();
        assertThat(offsets(table.take(ALL, EXISTING, true, 9))).containsExactly(7L, 8L);
    }

    @Test
    void onlyWhatIsSelectedIsTakenAndCounted() throws SQLException {
        RedriveSelection broken = new RedriveSelection(null, null, "BROKEN_BYTES");

        assertThat(offsets(table.take(broken, EXISTING, false, 9))).containsExactly(7L, 9L);
        assertThat(table.contents(broken, EXISTING).counts().total()).isEqualTo(2);
        assertThat(table.take(new RedriveSelection(null, "another topic", null), EXISTING, false, 9))
                .isEmpty();
    }

    @Test
    void lettersOfATopicThatIsGoneStayAndAreToldApart() throws SQLException {
        letter(new UUID(3, 4), 7, "BROKEN_BYTES");

        assertThat(table.take(ALL, EXISTING, false, 9)).hasSize(3);
        assertThat(table.contents(ALL, EXISTING).topicGone()).isEqualTo(1);
        assertThat(table.contents(ALL, EXISTING).counts().total()).isEqualTo(3);
    }

    @Test
    void headersComeBackByteForByteAndThoseOfOldLettersAsTheirText() throws SQLException {
        database.execute("UPDATE dead_letter SET record_headers = ARRAY['\\x61', '\\x00ff', '\\x61', NULL]::bytea[],"
                + " key = '\\x05', value = '\\x00' WHERE kafka_offset = 7");

        List<Letter> letters = table.take(ALL, EXISTING, false, 9);

        assertThat(letters.get(0).headers())
                .containsExactly(new byte[] {'a'}, new byte[] {0, -1}, new byte[] {'a'}, null);
        assertThat(letters.get(0).key()).containsExactly(5);
        assertThat(letters.get(0).value()).containsExactly(0);
        assertThat(letters.get(1).value()).isNull();
        assertThat(letters.get(1).headers())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("a", "1", "source", "test");
    }

    @Test
    void whatIsNoLetterIsNotFound() throws SQLException {
        assertThat(table.find(name(77))).isNull();
    }

    private DeadLetterState state(long offset) throws SQLException {
        RedriveTable.Standing found = table.find(name(offset));
        assertThat(found).isNotNull();
        return found.state();
    }

    private static DeadLetterName name(long offset) {
        return new DeadLetterName(TOPIC, 0, offset);
    }

    private static List<Long> offsets(Collection<Letter> letters) {
        return letters.stream().map(letter -> letter.name().offset()).toList();
    }

    private void settle(long offset) {
        database.execute("UPDATE dead_letter SET outcome = 'STORED', outcome_offset = 99, outcome_at = now()"
                + " WHERE kafka_offset = " + offset);
    }

    private void letter(UUID topicId, long offset, String reason) {
        database.execute("""
                INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, topic_id, reason, error, headers,
                    record_time_ms, created_at)
                VALUES ('t', 0, %d, '%s', '%s', 'no event', '{"source":"test","a":"1"}', 1,
                    timestamptz '2026-03-01' + %d * interval '1 s')
                """.formatted(offset, topicId, reason, offset));
    }
}
