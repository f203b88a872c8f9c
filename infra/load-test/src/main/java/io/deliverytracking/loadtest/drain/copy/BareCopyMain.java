package io.deliverytracking.loadtest.drain.copy;

import io.deliverytracking.events.LocationCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies a topic of location events into {@code rider_location}: one thread, one connection, a COPY and a commit for each poll. No
 * stored offsets, no dead letters, no partitions made, nothing that runs beside it. A crash would lose or repeat a batch, and nobody
 * would know.
 *
 * <pre>BareCopyMain BOOTSTRAP-SERVERS JDBC-URL TOPIC ROWS BATCH-ROWS</pre>
 *
 * <p>After each batch it writes a line with the number of rows so far. It reads no further when {@code ROWS} are stored, which is what
 * the topic must hold, and stays until its input ends, so that somebody can still ask what it has used.
 */
public final class BareCopyMain {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration METADATA_PATIENCE = Duration.ofSeconds(20);

    private BareCopyMain() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        String topic = arguments[2];
        long rows = Long.parseLong(arguments[3]);
        int batchRows = Integer.parseInt(arguments[4]);
        try (Connection connection = DriverManager.getConnection(arguments[1]);
                Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(arguments[0], batchRows))) {
            connection.setAutoCommit(false);
            List<TopicPartition> partitions = consumer.partitionsFor(topic, METADATA_PATIENCE).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            CopyBuffer buffer = new CopyBuffer();
            long stored = 0;
            while (stored < rows) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    stored += copy(connection, buffer, records);
                    connection.commit();
                    System.out.println(stored);
                    System.out.flush();
                }
            }
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        }
    }

    private static long copy(Connection connection, CopyBuffer buffer, ConsumerRecords<byte[], byte[]> records)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(CopyBuffer.SQL);
        buffer.begin();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            buffer.row(
                    copy,
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    LocationCodec.decode(record.value()));
        }
        return buffer.end(copy);
    }

    /** Sizes as in the writer's {@code ConsumerSettings}: the batches are to be the same. */
    private static Map<String, Object> settings(String bootstrapServers, int batchRows) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "bare-copy");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchRows);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 400_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
