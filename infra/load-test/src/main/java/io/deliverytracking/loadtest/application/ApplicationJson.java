package io.deliverytracking.loadtest.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings and lines to and from JSON. Any thread. */
final class ApplicationJson {

    /** Strict: a setting that is misspelt or left out would be another experiment than the one that was meant. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ApplicationJson() {}

    static void write(ApplicationSettings settings, Path file) throws IOException {
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(settings));
    }

    /**
     * Reads settings.
     *
     * @throws IllegalArgumentException if they are malformed, with words for whoever wrote them
     */
    static ApplicationSettings read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return JSON.readerFor(ApplicationSettings.class)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(complaint(e), e);
        }
    }

    static String line(ApplicationLine line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApplicationLine line(String json) throws IOException {
        return JSON.readValue(json, ApplicationLine.class);
    }

    private static String complaint(JsonProcessingException e) {
        Throwable cause = e;
        while (cause.getCause() instanceof IllegalArgumentException deeper) {
            cause = deeper;
        }
        if (cause != e) {
            return String.valueOf(cause.getMessage());
        }
        String where = e instanceof JsonMappingException mapping ? mapping.getPathReference() + ": " : "";
        return where + e.getOriginalMessage();
    }
}
