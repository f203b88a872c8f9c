package io.deliverytracking.loadtest.drain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.loadtest.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a worker how its connector is. Stateless; blocks for two seconds at most. */
final class ConnectStatus {

    private static final int PATIENCE_MS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectStatus() {}

    /** @throws LabException if connector or a task has failed, with the trace; no answer is no failure */
    static void check(String url, String connector) throws LabException {
        JsonNode status = read(url + "/connectors/" + connector + "/status");
        failed(status.path("connector"));
        for (JsonNode task : status.path("tasks")) {
            failed(task);
        }
    }

    private static void failed(JsonNode part) throws LabException {
        if (part.path("state").asText().equals("FAILED")) {
            throw new LabException(
                    "Kafka Connect gave up: " + part.path("trace").asText());
        }
    }

    private static JsonNode read(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try (InputStream body = connection.getInputStream()) {
                return JSON.readTree(body);
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return JSON.nullNode();
        }
    }
}
