package io.deliverytracking.broker.clients.connect;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A file, a connector that reads its lines into a topic, and one that writes them from there into another file. */
final class FileConnectors {

    private final Path from;
    private final Path to;
    private final String topic;
    private int written;

    FileConnectors(Path directory, String topic) {
        this.from = directory.resolve("from.txt");
        this.to = directory.resolve("to.txt");
        this.topic = topic;
    }

    /** Reads lines into the topic; each record has the header {@code origin}. */
    Map<String, String> source() {
        return Map.ofEntries(
                entry("name", topic + "-source"),
                entry("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector"),
                entry("tasks.max", "1"),
                entry("file", from.toString()),
                entry("topic", topic),
                entry("transforms", "origin"),
                entry("transforms.origin.type", "org.apache.kafka.connect.transforms.InsertHeader"),
                entry("transforms.origin.header", "origin"),
                entry("transforms.origin.value.literal", "file"));
    }

    /** Writes lines from the topic; records with the header {@code hidden} are left out. */
    Map<String, String> sink() {
        return Map.ofEntries(
                entry("name", topic + "-sink"),
                entry("connector.class", "org.apache.kafka.connect.file.FileStreamSinkConnector"),
                entry("tasks.max", "1"),
                entry("file", to.toString()),
                entry("topics", topic),
                entry("transforms", "hide"),
                entry("transforms.hide.type", "org.apache.kafka.connect.transforms.Filter"),
                entry("transforms.hide.predicate", "isHidden"),
                entry("predicates", "isHidden"),
                entry("predicates.isHidden.type", "org.apache.kafka.connect.transforms.predicates.HasHeaderKey"),
                entry("predicates.isHidden.name", "hidden"));
    }

    /** Appends numbered lines to the file that is read. */
    void write(int count) {
        List<String> lines = IntStream.range(written, written + count)
                .mapToObj(FileConnectors::line)
                .toList();
        written += count;
        try {
            Files.write(from, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until every line has come out; there is one partition, so they do in their order. */
    void awaitAllOnce() {
        await().atMost(ClientProcess.PATIENCE).ignoreExceptions().untilAsserted(this::requireAllOnce);
    }

    /** For the end, when nobody writes any more: a line that comes twice may come late. */
    void requireAllOnce() {
        assertThat(linesOut())
                .isEqualTo(IntStream.range(0, written)
                        .mapToObj(FileConnectors::line)
                        .toList());
    }

    /**
     * ASCII, since Kafka 4.3.1's source notes how many characters it has read, and skips as many bytes when it starts
     * again: beyond ASCII, with any broker, it reads lines twice.
     */
    private static String line(int number) {
        return "line " + number;
    }

    private List<String> linesOut() {
        try {
            return new ArrayList<>(Files.readAllLines(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
