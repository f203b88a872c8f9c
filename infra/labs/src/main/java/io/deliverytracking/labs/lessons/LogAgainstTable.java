package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.BrokerSettings;
import io.deliverytracking.labs.clients.LogDirs;
import io.deliverytracking.labs.database.LabPostgres;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.PGConnection;

/** Lesson 16. The opposite, batches of one record, is what its test arranges to see the claim about bytes fail. */
public final class LogAgainstTable implements Lesson {

    private static final int RIDERS = 30;

    /** In the index by offset and in the one by time together. */
    private static final int ENTRY_BYTES = 8 + 12;

    private static final int AN_HOUR_S = 3_600;
    private static final long HALF_AN_HOUR_MS = Duration.ofMinutes(30).toMillis();

    /** So that an hour of thirty riders fills several, as an hour of a whole city would fill larger ones. */
    private static final int SEGMENT_BYTES = 1024 * 1024;

    /** Brokers look at what may go each five minutes, unless they were told otherwise. */
    private static final Duration UNTIL_THE_BROKER_LOOKS = Duration.ofMinutes(6);

    private final int batchBytes;
    private final int seconds;
    private final int reports;

    public LogAgainstTable() {
        this(65_536, AN_HOUR_S);
    }

    /**
     * @param batchBytes {@code batch.size} of the producer
     * @param seconds    how long the hour is
     */
    LogAgainstTable(int batchBytes, int seconds) {
        this.batchBytes = batchBytes;
        this.seconds = seconds;
        this.reports = RIDERS * seconds;
    }

    @Override
    public String name() {
        return "log-against-table";
    }

    @Override
    public String title() {
        return "High throughput, low storage: the same hour as log and as table";
    }

    @Override
    public String question() {
        return "An hour of reports goes into a log, as text and compressed, and into a table with an index. How many bytes is"
                + " a report in each? The older half hour is to go: what does that cost, and does the disk get its room"
                + " back? And why would one still want the table?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.SEGMENT, Word.BATCH, Word.ZSTD, Word.WRITE_AHEAD_LOG, Word.COPY, Word.VACUUM);
    }

    @Override
    public String diagram() {
        return """
                log     │batch│batch│batch│batch│      + an entry of 8 bytes a batch, and one of 12 for the time
                table   │row│row│row│row│row│row│      + an entry a row in each index
                """;
    }

    /** A rider's report, one of each second of the hour. */
    private record Report(long atMs, int rider, int latitudeE7, int longitudeE7, int speedCmS) {

        String json() {
            return "{\"rider\":" + rider + ",\"at\":" + atMs + ",\"lat\":" + latitudeE7 / 1e7 + ",\"lon\":"
                    + longitudeE7 / 1e7 + ",\"speed\":" + speedCmS + "}";
        }
    }

    /** What one way of keeping the hour takes, in bytes; {@code walBytes} is what a database writes down before. */
    private record Kept(long dataBytes, long indexBytes, long walBytes) {

        long bytes() {
            return dataBytes + indexBytes;
        }

        long writtenBytes() {
            return bytes() + walBytes;
        }
    }

    @Override
    public void teach(Stage stage) throws Exception {
        List<Report> hour =
                hour(System.currentTimeMillis() - Duration.ofSeconds(seconds).toMillis());
        stage.action("The last hour of " + RIDERS + " riders, a report a second each: " + reports
                + " reports. As a log, JSON as it is, in batches of " + batchBytes + " bytes at most.");
        Kept plain = asLog(stage, "plain", "none", hour);
        stage.action("The same as a log, compressed (zstd).");
        Kept compressed = asLog(stage, "zstd", "zstd", hour);
        stage.action("The same as a table of numbers, with an index by rider and time; brought in bulk, by COPY.");
        try (LabPostgres postgres = LabPostgres.start()) {
            compare(stage, plain, compressed, asTable(postgres, hour));
            retention(stage, postgres, hour);
            questions(stage, postgres);
        }
    }

    private void compare(Stage stage, Kept plain, Kept compressed, Kept table) {
        Table sizes =
                new Table("Bytes a report", "kept as", "segments or rows", "index", "together", "written to the disk");
        row(sizes, "log, JSON", plain);
        row(sizes, "log, JSON, zstd", compressed);
        row(sizes, "table, numbers", table);
        stage.show(sizes);
        stage.remark(
                "A database writes each change to a log of its own first, the write-ahead log, and to the table later:"
                        + " here " + perReport(table.walBytes()) + " bytes a report more. The log is written once.");
        stage.proves(
                "Compressed, the log is the smallest by far: a batch of neighbours compresses well, and a table can't do"
                        + " that to its rows, each of which must be found and changed by itself.",
                compressed.bytes() < table.bytes() / 2 && compressed.bytes() < plain.bytes() / 2,
                perReport(compressed.bytes()) + " bytes a report compressed, " + perReport(plain.bytes()) + " as text, "
                        + perReport(table.bytes()) + " in the table with its index");
        stage.proves(
                "Fewer bytes have to reach the disk for a report in the log, and all of them at the end of one file. That helps"
                        + " it to take many a second, which lesson 13 measures.",
                compressed.writtenBytes() < table.writtenBytes() / 4,
                "for a report the log has " + perReport(compressed.writtenBytes()) + " bytes written, the database "
                        + perReport(table.writtenBytes()));
        if (plain.indexBytes() == 0) {
            stage.remark("The broker's files are on another machine: the bytes of the log's indexes are left out.");
            return;
        }
        stage.proves(
                "A log's index is next to nothing, because it has an entry a batch of hundreds of reports (after each 4 KiB at the"
                        + " earliest, and a batch is larger); a table's has one for each row.",
                plain.indexBytes() / ENTRY_BYTES * 100 < reports && plain.indexBytes() * 20 < table.indexBytes(),
                plain.indexBytes() + " bytes in the log's indexes, which is " + plain.indexBytes() / ENTRY_BYTES
                        + " entries of 8 and 12 bytes for " + reports + " reports, "
                        + perReport(plain.indexBytes()) + " bytes a report; " + perReport(table.indexBytes())
                        + " in the table's");
    }

    // ---- the hour --------------------------------------------------------------------------------------------------

    /** In the order of time; each rider goes a little further each second. */
    private List<Report> hour(long fromMs) {
        Random random = new Random(0);
        int[] latitude = random.ints(RIDERS, 404_000_000, 405_000_000).toArray();
        int[] longitude = random.ints(RIDERS, -37_500_000, -36_500_000).toArray();
        List<Report> hour = new ArrayList<>(reports);
        for (int second = 0; second < seconds; second++) {
            for (int rider = 0; rider < RIDERS; rider++) {
                latitude[rider] += random.nextInt(-400, 401);
                longitude[rider] += random.nextInt(-400, 401);
                hour.add(new Report(
                        fromMs + second * 1_000L + rider * 33L,
                        rider,
                        latitude[rider],
                        longitude[rider],
                        random.nextInt(0, 900)));
            }
        }
        return hour;
    }

    // ---- as a log --------------------------------------------------------------------------------------------------

    private Kept asLog(Stage stage, String name, String compression, List<Report> hour) throws Exception {
        String topic = stage.topic(
                "hour-" + name, 1, Map.of("segment.bytes", String.valueOf(SEGMENT_BYTES), "retention.ms", "-1"));
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("compression.type", compression);
        config.put("batch.size", batchBytes);
        config.put("linger.ms", 50);
        List<Future<RecordMetadata>> under = new ArrayList<>(reports);
        try (KafkaProducer<Integer, String> producer =
                new KafkaProducer<>(config, new IntegerSerializer(), new StringSerializer())) {
            for (Report report : hour) {
                under.add(producer.send(new ProducerRecord<>(topic, 0, report.atMs(), report.rider(), report.json())));
            }
            for (Future<RecordMetadata> sent : under) {
                sent.get();
            }
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        return new Kept(LogDirs.sizeInBytes(stage, partition), indexBytes(stage, partition), 0);
    }

    private static long indexBytes(Stage stage, TopicPartition partition)
            throws IOException, InterruptedException, ExecutionException {
        long bytes = 0;
        for (Path folder : LogDirs.folders(stage, partition)) {
            bytes += SegmentIndexes.usedBytes(folder);
        }
        return bytes;
    }

    // ---- as a table ------------------------------------------------------------------------------------------------

    private static Kept asTable(LabPostgres postgres, List<Report> hour) throws SQLException, IOException {
        StringBuilder rows = new StringBuilder();
        for (Report report : hour) {
            rows.append(report.atMs()).append('\t').append(report.rider()).append('\t');
            rows.append(report.latitudeE7())
                    .append('\t')
                    .append(report.longitudeE7())
                    .append('\t');
            rows.append(report.speedCmS()).append('\n');
        }
        postgres.execute(
                "CREATE TABLE report (at_ms bigint NOT NULL, rider int NOT NULL, latitude_e7 int NOT NULL,"
                        + " longitude_e7 int NOT NULL, speed_cm_s smallint NOT NULL)",
                "CREATE INDEX report_rider_time ON report (rider, at_ms)");
        long walBefore = postgres.walBytes();
        try (Connection connection = postgres.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY report FROM STDIN", new StringReader(rows.toString()));
        }
        return new Kept(
                tableBytes(postgres),
                postgres.number("SELECT pg_indexes_size('report')"),
                postgres.walBytes() - walBefore);
    }

    private static long tableBytes(LabPostgres postgres) throws SQLException {
        return postgres.number("SELECT pg_table_size('report')");
    }

    // ---- the older half goes ---------------------------------------------------------------------------------------

    private void retention(Stage stage, LabPostgres postgres, List<Report> hour) throws Exception {
        stage.action(
                "The log of plain JSON is told to keep half an hour: retention.ms. The compressed one stays as it is. In"
                        + " the table: DELETE the older half, then VACUUM.");
        String topic = stage.topicNamed("hour-plain");
        TopicPartition partition = new TopicPartition(topic, 0);
        long logBefore = LogDirs.sizeInBytes(stage, partition);
        // A little more than half an hour ago by now: the hour ended when the lesson began.
        setRetention(stage, topic, HALF_AN_HOUR_MS);
        BrokerSettings.tellIfItSeldomLooks(stage, "log.retention.check.interval.ms");
        stage.await(
                "retention to delete segments",
                UNTIL_THE_BROKER_LOOKS,
                () -> firstOffset(stage, partition) > reports / 4);
        long logAfter = LogDirs.sizeInBytes(stage, partition);
        long firstKept = firstOffset(stage, partition);
        long halfAnHourAgo = reports / 2 + RIDERS * stage.elapsedMs() / 1_000;

        long tableBefore = tableBytes(postgres);
        long walBefore = postgres.walBytes();
        long half = hour.get(reports / 2).atMs();
        postgres.execute("DELETE FROM report WHERE at_ms < " + half, "VACUUM report");
        long walBytes = postgres.walBytes() - walBefore;
        long tableAfter = tableBytes(postgres);
        stage.show(new Table("KiB, while the older half goes", "kept as", "before", "after", "written to get there")
                .row("log, JSON", kib(logBefore), kib(logAfter), 0)
                .row("table, without its index", kib(tableBefore), kib(tableAfter), kib(walBytes)));
        stage.proves(
                "What is too old costs the log nothing: whole segments are deleted, and the disk has its room back. A table"
                        + " has each row marked, which is written down; its file gets no smaller, and has room in it for"
                        + " new rows.",
                logAfter < logBefore * 3 / 4
                        && firstKept <= halfAnHourAgo
                        && tableAfter > tableBefore * 9 / 10
                        && walBytes > 0,
                "the log went from " + kib(logBefore) + " to " + kib(logAfter) + " KiB, and begins at offset "
                        + firstKept
                        + ", where the segment begins in which the reports of half an hour ago are, at offset "
                        + halfAnHourAgo + " about; the table from "
                        + kib(tableBefore) + " to " + kib(tableAfter) + " KiB, for which "
                        + kib(walBytes) + " KiB were written");
    }

    private static void setRetention(Stage stage, String topic, long retentionMs) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry("retention.ms", String.valueOf(retentionMs)), AlterConfigOp.OpType.SET);
        stage.admin()
                .incrementalAlterConfigs(Map.of(resource, List.of(set)))
                .all()
                .get();
    }

    private static long firstOffset(Stage stage, TopicPartition partition) {
        try {
            return stage.admin()
                    .listOffsets(Map.of(partition, OffsetSpec.earliest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    // ---- what each is good for -------------------------------------------------------------------------------------

    private void questions(Stage stage, LabPostgres postgres) throws Exception {
        stage.action(
                "One rider's trail of the last half hour, asked of the table and of the compressed log, which has the whole"
                        + " hour: it is read from offset " + reports / 2 + " on.");
        TopicPartition partition = new TopicPartition(stage.topicNamed("hour-zstd"), 0);
        int rider = 7;
        long[] fromLog = trailFromTheLog(stage, partition, rider);
        postgres.execute("ANALYZE report");
        String query = "SELECT at_ms, latitude_e7, longitude_e7 FROM report WHERE rider = " + rider + " ORDER BY at_ms";
        long startNs = System.nanoTime();
        long fromTable = postgres.number("SELECT count(*) FROM (" + query + ") trail");
        long tableMs = (System.nanoTime() - startNs) / 1_000_000;
        String plan = plan(postgres, query);
        stage.show(new Table("Rider " + rider + "'s half hour", "asked of", "reports read", "of this rider", "ms")
                .row("log", fromLog[0], fromLog[1], fromLog[2])
                .row("table", fromTable, fromTable, tableMs));
        stage.proves(
                "A log finds an offset or a time, and reads on from there, everybody's reports; for a question about one"
                        + " rider it has to read all. A table finds by whatever it has an index for.",
                fromLog[0] > 10 * fromLog[1] && fromTable > 0 && plan.contains("report_rider_time"),
                fromLog[0] + " reports read for " + fromLog[1] + " in the log; the table goes by its index ("
                        + plan.strip() + ")");
    }

    /** Reports read, reports found, milliseconds. */
    private long[] trailFromTheLog(Stage stage, TopicPartition partition, int rider) throws InterruptedException {
        long[] figures = new long[3];
        long startNs = System.nanoTime();
        try (KafkaConsumer<Integer, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stage.bootstrapServers(),
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        5_000),
                new IntegerDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, reports / 2);
            stage.await("half an hour to be read", () -> {
                for (ConsumerRecord<Integer, String> report : consumer.poll(Duration.ofMillis(50))) {
                    figures[0]++;
                    figures[1] += report.key() == rider ? 1 : 0;
                }
                return consumer.position(partition) >= reports;
            });
        }
        figures[2] = (System.nanoTime() - startNs) / 1_000_000;
        return figures;
    }

    /** The line of the plan that says how the rows are found. */
    private static String plan(LabPostgres postgres, String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("EXPLAIN (COSTS OFF) " + query)) {
            String last = "";
            while (lines.next()) {
                last = lines.getString(1).contains(" on ") ? lines.getString(1) : last;
            }
            return last;
        }
    }

    // ---- figures ---------------------------------------------------------------------------------------------------

    private void row(Table table, String as, Kept kept) {
        table.row(
                as,
                perReport(kept.dataBytes()),
                perReport(kept.indexBytes()),
                perReport(kept.bytes()),
                perReport(kept.writtenBytes()));
    }

    private String perReport(long bytes) {
        return String.format(Locale.ROOT, "%.2f", (double) bytes / reports);
    }

    private static long kib(long bytes) {
        return bytes / 1024;
    }

    @Override
    public String answer() {
        return "A log is cheap because it does little: batches one behind the other, compressed as they came, an index entry"
                + " now and then, and whole files that go when they are old. It is good for taking everything in and for"
                + " reading everything on, in order, from any offset or time. A table pays for each row, and again in each"
                + " index, and for that it answers questions that a log can't without reading it all, and changes single"
                + " rows. So the log keeps hours or days of everything, and tables what is asked.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "The sizes of both topics, as the broker has them.",
                        "infra/apache-kafka/kafka log-dirs --bootstrap-server {broker} --describe --topic-list"
                                + " {topic:hour-plain},{topic:hour-zstd}"),
                new Exercise(
                        "Ten reports of a quarter of an hour ago: the log finds a time, too.",
                        "kcat -b {broker} -t {topic:hour-zstd} -o s@$(($(date +%s) - 900))000 -c 10 -f '%T %s\\n'"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Uncompressed, JSON in the log takes more than the row in the table. Where do the bytes go?",
                        "Into the names of the fields and the digits, again in each report. A binary format, or"
                                + " compression, which sees the repetition, takes them away."),
                new Thought(
                        "How could the table give back half an hour as cheaply as the log?",
                        "Cut it into partitions by time and drop the oldest: the same idea as segments. db-writer of this"
                                + " project does that."),
                new Thought(
                        "Why does the log not simply get an index by rider, too?",
                        "It would have to be written with each report, at the riders' pace: that is what made the table"
                                + " dear. A reader builds what index it needs, at its own pace."));
    }
}
