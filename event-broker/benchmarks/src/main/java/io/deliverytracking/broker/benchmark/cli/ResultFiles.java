package io.deliverytracking.broker.benchmark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.deliverytracking.broker.benchmark.result.BenchmarkResult;
import io.deliverytracking.broker.benchmark.result.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The result as two files: one for readers, one for programs with every pair. Written anew after each trial. Stateless. */
final class ResultFiles {

    static final String MARKDOWN = "broker-benchmark.md";
    static final String JSON = "broker-benchmark.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFiles() {}

    static void write(BenchmarkResult result, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(JSON), MAPPER.writeValueAsString(result) + "\n");
        Files.writeString(directory.resolve(MARKDOWN), MarkdownReport.of(result));
    }
}
