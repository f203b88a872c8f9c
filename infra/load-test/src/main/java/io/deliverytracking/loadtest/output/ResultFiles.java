package io.deliverytracking.loadtest.output;

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
            .build();

    private static final String RESULT = "result.json";

    private ResultFiles() {}

    public static void write(LoadTestResult result, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(RESULT), JSON.writeValueAsBytes(result));
        Files.writeString(directory.resolve("trials.csv"), TrialTable.csv(result.trials()), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("seconds.csv"), SecondTable.csv(result.trials()), StandardCharsets.UTF_8);
    }

    /** What {@link #write} wrote there. */
    public static LoadTestResult read(Path directory) throws IOException {
        return JSON.readValue(Files.readAllBytes(directory.resolve(RESULT)), LoadTestResult.class);
    }
}
