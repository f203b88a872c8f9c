package io.deliverytracking.loadtest.drain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code drain.json} and {@code drain.txt} in one directory. Stateless. Failure: {@link IOException}; what was there is replaced. */
public final class DrainFiles {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final String RESULT = "drain.json";
    private static final String REPORT = "drain.txt";

    private DrainFiles() {}

    public static void write(DrainResult result, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(RESULT), JSON.writeValueAsBytes(result));
        Files.writeString(directory.resolve(REPORT), DrainReport.of(result), StandardCharsets.UTF_8);
    }

    /** What {@link #write} wrote there. */
    public static DrainResult read(Path directory) throws IOException {
        return JSON.readValue(Files.readAllBytes(directory.resolve(RESULT)), DrainResult.class);
    }
}
