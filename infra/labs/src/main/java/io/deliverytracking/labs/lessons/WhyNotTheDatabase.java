package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.database.LabPostgres;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.io.StringReader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Lesson 13. What its tests arrange to see claims fail: polls of one record, so that there is no bulk; a database that
 * nobody locks, so that it takes what comes as the log does.
 */
public final class WhyNotTheDatabase implements Lesson {

    private static final int RIDERS = 1_000;

    /** As many statements are under way at a time, as from the pool of an application. */
    private static final int CONNECTIONS = 8;

    /** More the log need not prove: it would only make the lesson longer. */
    private static final int MOST_REPORTS = 200_000;

    /** Fewer prove nothing: on a machine that is busy with other things, each way goes on until it has so many. */
    private static final int LEAST_ROWS = 400;

    private static final int REPORTS_A_POLL = 5_000;

    /** The bulk writer has so many times as long as the others; it needs less than they. */
    private static final int PATIENCE = 20;

    private final int reportsAPoll;

    private final boolean locked;

    public WhyNotTheDatabase() {
        this(REPORTS_A_POLL, true);
    }

    /**
     * @param reportsAPoll how many reports the bulk writer takes from the log at once, at most
     * @param locked       whether somebody locks the table while riders report into the log
     */
    WhyNotTheDatabase(int reportsAPoll, boolean locked) {
        this.reportsAPoll = reportsAPoll;
        this.locked = locked;
    }

    @Override
    public String name() {
        return "why-not-the-database";
    }

    @Override
    public String title() {
        return "Why not just the database: a row a commit, and rows in bulk from the log";
    }

    @Override
    public String question() {
        return "Riders report their positions. An application could store each report in Postgres as it comes. How many a second"
                + " does that make, and what does one cost? The same reports could go into the log first, and a single"
                + " program bring them into the same Postgres, thousands in a transaction. What does that change, for the"
                + " database and for the riders?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.FSYNC, Word.TRANSACTION, Word.WRITE_AHEAD_LOG, Word.LAG, Word.POLL, Word.COPY);
    }

    @Override
    public String diagram() {
        return """
                rider ──▶ update, commit, wait for the disk ──▶ Postgres          a commit a report
                rider ──▶ update, commit, wait for the disk ──▶    "

                rider ──▶ log ─┐
                rider ──▶ log ─┴─ poll: 5000 reports ──▶ COPY, commit ──▶ Postgres   a commit for all of them
                """;
    }

    /** What one way of writing came to. */
    private record Figures(long rows, long commits, long walBytes, double seconds) {

        double rowsASecond() {
            return rows / seconds;
        }

        double commitsARow() {
            return (double) commits / rows;
        }

        double walBytesARow() {
            return (double) walBytes / rows;
        }
    }

    @Override
    public void teach(Stage stage) throws Exception {
        stage.action("Start a Postgres of our own that keeps what it has committed (fsync=on), with " + RIDERS
                + " riders in it, and make a topic.");
        String topic = stage.topic("reports", 1);
        try (LabPostgres postgres = LabPostgres.start()) {
            postgres.execute(
                    "CREATE TABLE position (rider int PRIMARY KEY, latitude_e7 int NOT NULL, longitude_e7 int NOT NULL)",
                    "INSERT INTO position SELECT rider, 0, 0 FROM generate_series(0, " + (RIDERS - 1) + ") rider",
                    "CREATE TABLE report (rider int NOT NULL, latitude_e7 int NOT NULL, longitude_e7 int NOT NULL)",
                    // Up to where the log is stored: changed in the transaction that brings the rows.
                    "CREATE TABLE stored (next_offset bigint NOT NULL)",
                    "INSERT INTO stored VALUES (0)");
            measure(stage, postgres, new TopicPartition(topic, 0));
        }
    }

    private void measure(Stage stage, LabPostgres postgres, TopicPartition partition) throws Exception {
        int forMs = stage.pace().measuringMs();
        stage.action("Straight to the database, for " + forMs / 1_000.0 + " s, and until " + LEAST_ROWS
                + " reports are there at least: " + CONNECTIONS
                + " connections; each report is an UPDATE of its rider's row, and a commit.");
        Figures updates =
                direct(postgres, forMs, "UPDATE position SET latitude_e7 = ?, longitude_e7 = ? WHERE rider = ?");
        stage.action("The same with an INSERT, so that every report is kept.");
        Figures inserts =
                direct(postgres, forMs, "INSERT INTO report (latitude_e7, longitude_e7, rider) VALUES (?, ?, ?)");
        postgres.execute("TRUNCATE report");

        stage.action(
                "Somebody locks the riders' table, as a change of its columns does. An UPDATE waits for half a second,"
                        + " and is refused; reports go into the log meanwhile, for " + forMs / 1_000.0 + " s (or "
                        + MOST_REPORTS
                        + " reports) and until the last is acknowledged: one producer, acks=all.");
        Rush rush = whileLocked(stage, postgres, partition.topic(), forMs);
        Figures sent = rush.sent();
        stage.action(
                "From the log into the same database: one consumer, one connection. A poll of at most " + reportsAPoll
                        + " reports is one transaction: COPY them all, bring each rider's position up to date once, store the next"
                        + " offset.");
        Figures bulk = fromTheLog(stage, postgres, partition, sent.rows(), forMs);

        Table table =
                new Table("The same Postgres", "way", "rows", "seconds", "rows/s", "commits a row", "WAL, bytes a row");
        row(table, "UPDATE, a row a commit", updates);
        row(table, "INSERT, a row a commit", inserts);
        row(table, "from the log, in bulk", bulk);
        stage.show(table);
        stage.remark(
                "WAL, the write-ahead log, is the database's. The log of step 4, which is not the database's, took "
                        + sent.rows() + " reports in " + seconds(sent) + " s, " + whole(sent.rowsASecond())
                        + " a second. If each rider reports once a second, the database alone serves "
                        + whole(updates.rowsASecond())
                        + " riders by UPDATE"
                        + " and " + whole(inserts.rowsASecond()) + " by INSERT on this machine; behind the log "
                        + whole(bulk.rowsASecond()) + ".");
        conclude(stage, postgres, updates, inserts, rush, bulk);
    }

    private static void conclude(
            Stage stage, LabPostgres postgres, Figures updates, Figures inserts, Rush rush, Figures bulk)
            throws SQLException {
        double direct = Math.max(updates.rowsASecond(), inserts.rowsASecond());
        stage.proves(
                "Rows in bulk come many times as fast as rows one by one, into the same database on the same disk: what"
                        + " is dear is not the row but the commit, since each waits for the disk.",
                bulk.rowsASecond() > 2 * direct && bulk.commitsARow() < 0.1,
                whole(bulk.rowsASecond()) + " rows/s by one connection with "
                        + String.format(Locale.ROOT, "%.4f", bulk.commitsARow())
                        + " commits a row; at best " + whole(direct) + " rows/s by " + CONNECTIONS
                        + " connections with one commit a row");
        stage.proves(
                "They cost the database less, too: one entry in its write-ahead log for many rows.",
                bulk.walBytesARow() < inserts.walBytesARow(),
                whole(bulk.walBytesARow()) + " bytes a row in bulk, with the positions; "
                        + whole(inserts.walBytesARow()) + " by INSERT, " + whole(updates.walBytesARow())
                        + " by UPDATE");
        Figures sent = rush.sent();
        stage.proves(
                "The log takes the reports at its own pace, whatever the database does: a rush becomes lag, and not an"
                        + " error.",
                !rush.refused().isEmpty() && rush.lag() == sent.rows() && sent.rowsASecond() > direct,
                "while the table was locked the database said '" + rush.refused() + "', and the log acknowledged "
                        + whole(sent.rowsASecond()) + " reports a second; lag " + rush.lag() + " then, "
                        + (sent.rows() - bulk.rows()) + " in the end");
        long rows = postgres.number("SELECT count(*) FROM report");
        long next = postgres.number("SELECT next_offset FROM stored");
        stage.proves(
                "Nothing is lost on this way: every report that the log acknowledged is a row, and the offset behind the"
                        + " last of them is in the same database.",
                rows == sent.rows() && next == rows,
                sent.rows() + " acknowledged, " + rows + " rows, next offset " + next);
    }

    // ---- straight to the database ----------------------------------------------------------------------------------

    private static Figures direct(LabPostgres postgres, int forMs, String sql) throws Exception {
        long walBefore = postgres.walBytes();
        long startNs = System.nanoTime();
        long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos(forMs);
        ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
        long rows = 0;
        // What each connection does at least.
        int least = LEAST_ROWS / CONNECTIONS;
        try {
            List<Callable<Long>> workers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int worker = i;
                workers.add(() -> writeUntil(postgres, deadlineNs, least, sql, new Random(worker)));
            }
            for (Future<Long> worker : pool.invokeAll(workers)) {
                rows += worker.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return new Figures(rows, rows, postgres.walBytes() - walBefore, secondsSince(startNs));
    }

    /** A connection that is not told otherwise commits each statement, and waits until that is on the disk. */
    private static long writeUntil(LabPostgres postgres, long deadlineNs, int least, String sql, Random random)
            throws SQLException {
        long rows = 0;
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            while (rows < least || System.nanoTime() < deadlineNs) {
                statement.setInt(1, latitude(random));
                statement.setInt(2, longitude(random));
                statement.setInt(3, random.nextInt(RIDERS));
                rows += statement.executeUpdate();
            }
        }
        return rows;
    }

    // ---- by way of the log -----------------------------------------------------------------------------------------

    /**
     * What happened while the table was locked.
     *
     * @param refused what the database said to an UPDATE; empty if it took it
     * @param lag     reports in the log, and not yet in the database, at the end
     */
    private record Rush(Figures sent, String refused, long lag) {}

    private Rush whileLocked(Stage stage, LabPostgres postgres, String topic, int forMs) throws Exception {
        try (Connection somebody = postgres.connect()) {
            somebody.setAutoCommit(false);
            if (locked) {
                try (Statement statement = somebody.createStatement()) {
                    statement.execute("LOCK TABLE position IN ACCESS EXCLUSIVE MODE");
                }
            }
            String refused = refusalOfAnUpdate(postgres);
            Figures sent = intoTheLog(stage, topic, forMs);
            return new Rush(sent, refused, sent.rows() - postgres.number("SELECT next_offset FROM stored"));
        }
    }

    private static String refusalOfAnUpdate(LabPostgres postgres) throws SQLException {
        try {
            postgres.execute("SET lock_timeout = 500", "UPDATE position SET latitude_e7 = 0 WHERE rider = 0");
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static Figures intoTheLog(Stage stage, String topic, int forMs) throws Exception {
        Random random = new Random(0);
        List<Future<RecordMetadata>> under = new ArrayList<>();
        try (KafkaProducer<Integer, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "acks", "all"),
                new IntegerSerializer(),
                new StringSerializer())) {
            producer.partitionsFor(topic);
            long startNs = System.nanoTime();
            long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos(forMs);
            while (under.size() < 10 * LEAST_ROWS || (under.size() < MOST_REPORTS && System.nanoTime() < deadlineNs)) {
                int rider = random.nextInt(RIDERS);
                under.add(
                        producer.send(new ProducerRecord<>(topic, rider, latitude(random) + "\t" + longitude(random))));
            }
            for (Future<RecordMetadata> sent : under) {
                sent.get();
            }
            return new Figures(under.size(), 0, 0, secondsSince(startNs));
        }
    }

    private Figures fromTheLog(Stage stage, LabPostgres postgres, TopicPartition partition, long reports, int forMs)
            throws Exception {
        long walBefore = postgres.walBytes();
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("enable.auto.commit", "false");
        config.put("max.poll.records", reportsAPoll);
        try (KafkaConsumer<Integer, String> consumer =
                        new KafkaConsumer<>(config, new IntegerDeserializer(), new StringDeserializer());
                Connection connection = postgres.connect()) {
            connection.setAutoCommit(false);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            long startNs = System.nanoTime();
            long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos((long) PATIENCE * forMs);
            long rows = 0;
            long commits = 0;
            while (rows < LEAST_ROWS || (rows < reports && System.nanoTime() < deadlineNs)) {
                ConsumerRecords<Integer, String> poll = consumer.poll(Duration.ofMillis(500));
                if (!poll.isEmpty()) {
                    store(connection, poll);
                    connection.commit();
                    rows += poll.count();
                    commits++;
                }
            }
            return new Figures(rows, commits, postgres.walBytes() - walBefore, secondsSince(startNs));
        }
    }

    /** All of a poll, the riders' positions, and the next offset: in the transaction that the caller commits. */
    private static void store(Connection connection, ConsumerRecords<Integer, String> poll) throws Exception {
        StringBuilder rows = new StringBuilder();
        Map<Integer, String> latest = new HashMap<>();
        long nextOffset = 0;
        for (ConsumerRecord<Integer, String> report : poll) {
            rows.append(report.key()).append('\t').append(report.value()).append('\n');
            latest.put(report.key(), report.value());
            nextOffset = report.offset() + 1;
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn("COPY report FROM STDIN", new StringReader(rows.toString()));
        try (PreparedStatement positions =
                        connection.prepareStatement("UPDATE position SET latitude_e7 = latest.latitude,"
                                + " longitude_e7 = latest.longitude FROM unnest(?::int[], ?::int[], ?::int[])"
                                + " AS latest (rider, latitude, longitude) WHERE position.rider = latest.rider");
                PreparedStatement stored = connection.prepareStatement("UPDATE stored SET next_offset = ?")) {
            positions.setArray(1, array(connection, latest.keySet().toArray()));
            positions.setArray(2, array(connection, coordinates(latest, 0)));
            positions.setArray(3, array(connection, coordinates(latest, 1)));
            positions.executeUpdate();
            stored.setLong(1, nextOffset);
            stored.executeUpdate();
        }
    }

    private static Object[] coordinates(Map<Integer, String> latest, int which) {
        return latest.values().stream()
                .map(report -> Integer.valueOf(report.split("\t", -1)[which]))
                .toArray();
    }

    private static Array array(Connection connection, Object[] numbers) throws SQLException {
        return connection.createArrayOf("int4", numbers);
    }

    // ---- figures ---------------------------------------------------------------------------------------------------

    private static int latitude(Random random) {
        return 404_000_000 + random.nextInt(1_000_000);
    }

    private static int longitude(Random random) {
        return -37_000_000 + random.nextInt(1_000_000);
    }

    private static double secondsSince(long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private static void row(Table table, String way, Figures figures) {
        table.row(
                way,
                figures.rows(),
                seconds(figures),
                whole(figures.rowsASecond()),
                figures.commits() == figures.rows() ? "1" : String.format(Locale.ROOT, "%.4f", figures.commitsARow()),
                whole(figures.walBytesARow()));
    }

    private static String seconds(Figures figures) {
        return String.format(Locale.ROOT, "%.1f", figures.seconds());
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%,d", Math.round(figure));
    }

    @Override
    public String answer() {
        return "Postgres is not slow: one commit a row is. Rows that share a commit are cheap, wherever they have gathered; the log"
                + " is where they can gather without being lost, and without anybody waiting. Each commit is a turn from the application to the disk and back, and"
                + " everybody else who uses the database waits in the same queue. The log appends at the pace of a file,"
                + " so riders never wait for the database; and a program that reads the log takes what has gathered,"
                + " thousands of rows to a commit, in a transaction that also says how far it has come. The price is that the"
                + " database is a moment behind.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise("Measure for longer, each time.", "./delivery lab why-not-the-database --seconds 60"),
                new Exercise(
                        "What other users of the database feel meanwhile, in 5 minutes and a report.",
                        "./delivery load-test"),
                new Exercise(
                        "What lay in the log before it became rows.",
                        "kcat -b {broker} -t {topic:reports} -o beginning -c 5 -s key=i -f '%o rider %k: %s\\n'"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "The application could gather reports in its own memory and write them in bulk, without any log."
                                + " What is missing?",
                        "What it has acknowledged and not yet written is gone when it is killed; and others who want the"
                                + " same reports can't have them."),
                new Thought(
                        "Would synchronous_commit=off, which commits without waiting for the disk, do instead?",
                        "It takes the wait away, and with it the promise: the last commits may be lost in a crash. The work"
                                + " of a statement and a commit a row stays."),
                new Thought(
                        "The writer is killed between COPY and commit. What does it do when it is back?",
                        "Nothing of the transaction is there, the offset included: it reads the same reports again, and"
                                + " stores them once."),
                new Thought(
                        "When is the database alone the better choice?",
                        "When there are tens of changes a second, or each must be seen in the same transaction as something"
                                + " else."));
    }
}
