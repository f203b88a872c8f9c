package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.services.JdbcUrl;
import io.deliverytracking.events.Topics;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Worker and connector, tuned. What was tried, and what each came to, is in decision record 0020.
 *
 * <p>Immutable.
 *
 * @param batchRows most rows of a poll, of a statement, and so of a transaction
 * @param port of the worker's REST interface
 * @param further settings of the connector that win over ours
 */
record ConnectSettings(String bootstrapServers, String jdbcUrl, int batchRows, int port, Map<String, String> further) {

    static final String CONNECTOR = "drain";

    /** Connect makes it of the connector's name. */
    static final String GROUP = "connect-" + CONNECTOR;

    /** Each has a consumer, a thread and a connection; on two processors one stored the most rows a processor second. */
    private static final int TASKS = 1;

    ConnectSettings {
        further = Map.copyOf(further);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Path writeWorker(Path directory) throws IOException {
        return write(directory.resolve("worker.properties"), worker(directory));
    }

    Path writeConnector(Path directory) throws IOException {
        return write(directory.resolve("connector.properties"), connector());
    }

    private Map<String, String> worker(Path directory) {
        Map<String, String> worker = new LinkedHashMap<>();
        worker.put("bootstrap.servers", bootstrapServers);
        worker.put("listeners", url());
        worker.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        // Of source connectors; a standalone worker wants it all the same.
        worker.put("offset.storage.file.filename", directory.resolve("offsets").toString());
        worker.put("offset.flush.interval.ms", "1000");
        // Everything is on the class path, and nothing is to be looked for by reading it all.
        worker.put("plugin.discovery", "service_load");
        return worker;
    }

    Map<String, String> connector() {
        JdbcUrl database = JdbcUrl.parse(jdbcUrl);
        Map<String, String> connector = new LinkedHashMap<>();
        connector.put("name", CONNECTOR);
        connector.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        connector.put("tasks.max", Integer.toString(TASKS));
        connector.put("topics", Topics.DELIVERY_LOCATION_UPDATES);
        connector.put("connection.url", database.address() + "?reWriteBatchedInserts=true");
        connector.put("connection.username", database.user());
        connector.put("connection.password", database.password());
        connector.put("connection.pool.min_size", "1");
        connector.put("connection.pool.acquire_increment", "1");
        connector.put("insert.mode", "insert");
        connector.put("primary.key.mode", "none");
        connector.put("schema.evolution", "none");
        connector.put("collection.name.format", "rider_location");
        connector.put("dialect.postgres.unnest.insert.enabled", "true");
        connector.put("batch.size", Integer.toString(batchRows));
        connector.put("transforms", "row");
        connector.put("transforms.row.type", "io.deliverytracking.kafkaconnect.RiderLocationRow");
        connector.put("consumer.override.auto.offset.reset", "earliest");
        connector.put("consumer.override.max.poll.records", Integer.toString(batchRows));
        connector.put("consumer.override.fetch.min.bytes", "400000");
        connector.put("consumer.override.fetch.max.wait.ms", "200");
        connector.put("consumer.override.receive.buffer.bytes", "-1");
        connector.putAll(further);
        return connector;
    }

    private static Path write(Path file, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        return file;
    }
}
