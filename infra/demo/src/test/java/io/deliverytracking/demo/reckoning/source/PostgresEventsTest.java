package io.deliverytracking.demo.reckoning.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.postgres.EmbeddedPostgres;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.events.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of the ranges, on a real Postgres; the tables hold only the columns that are read. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PostgresEventsTest {

    private static final long SESSION = 1_790_000_000_000L;

    @TempDir
    static Path home;

    private static Database database;

    @BeforeAll
    static void startPostgres() throws Exception {
        Path log = home.resolve("postgres.log");
        EmbeddedPostgres postgres =
                EmbeddedPostgres.prepare(home.resolve("cache"), home.resolve("data"), freePort(), log);
        DetachedProcess process =
                DetachedProcess.start(postgres.spec("postgres", log), pidFile(), OwnSession.ofThisMachine());
        database = new Database(postgres.jdbcUrl("postgres"));
        database.await(Duration.ofSeconds(120), process::isAlive);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rider_location_partition (name regclass, detach_pending boolean)");
            statement.execute("CREATE FUNCTION rider_location_drop_detached() RETURNS int LANGUAGE sql AS 'SELECT 0'");
            statement.execute("CREATE TABLE rider_location (session bigint, rider_id int, sequence int,"
                    + " kafka_partition smallint, kafka_offset bigint)");
            statement.execute("CREATE TABLE rider_location_dropped (session bigint, rider_id int, row_count bigint,"
                    + " sequence_sum bigint)");
            statement.execute("CREATE TABLE dead_letter (topic text, kafka_partition int, kafka_offset bigint,"
                    + " value bytea, outcome text, outcome_offset bigint, first_offset bigint)");
            statement.execute("INSERT INTO rider_location SELECT s, r, 7, 3, r FROM generate_series(1, 4) r,"
                    + " (VALUES (" + SESSION + "), (" + (SESSION + 1000) + ")) sessions(s)");
            statement.execute("INSERT INTO rider_location_dropped SELECT session, rider_id, 1, 7 FROM rider_location");
        }
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        DetachedProcess.find("postgres", pidFile()).ifPresent(DetachedProcess::kill);
    }

    @Test
    void rangesThatTouchGiveEveryRowOnce() throws Exception {
        EventRange all = EventRange.EVERYTHING;
        assertThat(stored(all)).hasSize(8);
        List<String> parts = new ArrayList<>();
        parts.addAll(stored(new EventRange(all.firstSession(), all.firstRider(), SESSION, 3)));
        assertThat(parts).containsExactlyInAnyOrder("0/1", "0/2", "0/3");
        parts.addAll(stored(new EventRange(SESSION, 4, SESSION + 1000, 1)));
        parts.addAll(stored(new EventRange(SESSION + 1000, 2, all.lastSession(), all.lastRider())));
        assertThat(parts).containsExactlyInAnyOrderElementsOf(stored(all));
    }

    @Test
    void deadLettersThatAreNoEventsAreCountedInASmallHeap() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE dead_letter");
            // 80 MB on the wire.
            statement.execute("INSERT INTO dead_letter SELECT '" + Topics.DELIVERY_LOCATION_UPDATES
                    + "', 3, n, convert_to(repeat('rubbish!', 500), 'UTF8') FROM generate_series(1, 20000) n");
            statement.execute("INSERT INTO dead_letter VALUES ('" + Topics.RESTAURANT_UPDATES + "', 1, 1, NULL)");
        }
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        database.jdbcUrl())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith("foreign: 20001\n");
        assertThat(reader.waitFor()).isZero();
    }

    /** The event of offset 2 failed twice before it was stored at 4; that of 5 failed again and waits at 6. */
    @Test
    void aRedrivenEventCountsOnceAndStandsWhereItStoodFirst() throws Exception {
        String topic = "'" + Topics.DELIVERY_LOCATION_UPDATES + "', 3, ";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE dead_letter");
            statement.execute("INSERT INTO dead_letter VALUES (" + topic + "2, NULL, 'FAILED_AGAIN', 3, NULL), ("
                    + topic + "3, NULL, 'STORED', 4, 2), ("
                    + topic + "5, 'rubbish', 'FAILED_AGAIN', 6, NULL), ("
                    + topic + "6, 'rubbish', NULL, NULL, 5)");
        }
        List<String> places = new ArrayList<>();
        try (PostgresEvents events = PostgresEvents.open(database)) {
            events.locations(
                    EventRange.EVERYTHING,
                    (session, rider, sequence, partition, offset) ->
                            places.add(rider + "@" + partition + "-" + offset));
            assertThat(events.foreignDeadLetters()).isEqualTo(1);
        }

        assertThat(places)
                .containsExactlyInAnyOrder("1@3-1", "2@3-2", "3@3-3", "4@3-2", "1@3-1", "2@3-2", "3@3-3", "4@3-2");
    }

    /** {@code session/rider} of each row, the session counted from the first; dropped rows have to be the same. */
    private static List<String> stored(EventRange range) throws Exception {
        List<String> rows = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        try (PostgresEvents events = PostgresEvents.open(database)) {
            events.locations(
                    range, (session, rider, sequence, partition, offset) -> rows.add(session - SESSION + "/" + rider));
            events.droppedLocations(
                    range, (session, rider, count, sequenceSum) -> dropped.add(session - SESSION + "/" + rider));
        }
        assertThat(dropped).containsExactlyInAnyOrderElementsOf(rows);
        return rows;
    }

    private static PidFile pidFile() {
        return PidFile.in(home, "postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
