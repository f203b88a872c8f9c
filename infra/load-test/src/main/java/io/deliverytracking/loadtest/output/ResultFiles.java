package io.deliverytracking.loadtest.output;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.deliverytracking.loadtest.result.LoadTestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code result.json}, {@code trials.csv} and {@code seconds.csv} in one directory.
 *
 * <p>Stateless. Failure: {@link IOException}; files that were there are replaced.
 */
public final class ResultFiles {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A later version may say more; a number that is missing is none, not zero.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final String RESULT = "result.json";

    private ResultFiles() {}

    public static void write(LoadTestResult result, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(RESULT), JSON.writeValueAsBytes(result));
        Files.writeString(directory.resolve("trials.csv"), TrialTable.csv(result), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("seconds.csv"), SecondTable.csv(result), StandardCharsets.UTF_8);
    }

    /**
     * What {@link #write} wrote there.
     *
     * @throws IOException also for a result of another schema, and for one that lacks a number
     */
    public static LoadTestResult read(Path directory) throws IOException {
        Path file = directory.resolve(RESULT);
        JsonNode tree = JSON.readTree(Files.readAllBytes(file));
        int schema = tree.path("schema").asInt(0);
        if (schema != LoadTestResult.SCHEMA) {
            throw new IOException(
                    file + " has schema " + schema + ", and this version reads " + LoadTestResult.SCHEMA + " only");
        }
        return JSON.treeToValue(tree, LoadTestResult.class);
    }
}
