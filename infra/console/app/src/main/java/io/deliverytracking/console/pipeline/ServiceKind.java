package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The services that are asked by REST: where they tell about themselves, and what of it the picture counts. */
enum ServiceKind {
    SIMULATOR(
            "simulator",
            "/api/simulator",
            Map.of("sent", "/counts/sent", "acknowledged", "/counts/acknowledged", "orders", "/counts/ordersSent")) {
        @Override
        @Nullable
        String trouble(JsonNode status) {
            return status.path("state").asText().equals("FAILED") ? reason("failed", status.path("message")) : null;
        }
    },
    LOCATION(
            "location",
            "/api/statistics",
            Map.of("fixes", "/fixes", "orderUpdates", "/orderUpdates", "undecodable", "/undecodable")),
    ANALYTICS("analytics", "/api/totals", Map.of("counted", "/counted", "late", "/late", "ahead", "/ahead")) {
        @Override
        @Nullable
        String trouble(JsonNode status) {
            JsonNode fault = status.path("journalFault");
            return fault.isTextual() ? reason("stopped committing", fault) : null;
        }
    },
    DB_WRITER(
            "db-writer",
            "/api/statistics",
            Map.of("rows", "/rows", "deadLetters", "/deadLetters", "batches", "/storeMs/count")) {
        @Override
        @Nullable
        String trouble(JsonNode status) {
            return switch (status.path("state").asText()) {
                case "PAUSED" -> reason("paused", status.path("reason"));
                case "STOPPED" -> reason("stopped", status.path("reason"));
                default -> null;
            };
        }
    };

    private final String serviceName;
    private final String path;
    private final Map<String, JsonPointer> counters;

    ServiceKind(String serviceName, String path, Map<String, String> counters) {
        this.serviceName = serviceName;
        this.path = path;
        this.counters = counters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, counter -> JsonPointer.compile(counter.getValue())));
    }

    String serviceName() {
        return serviceName;
    }

    /** Where it tells. */
    String path() {
        return path;
    }

    /** Counters since its start, by the name that their rate gets. */
    Map<String, JsonPointer> counters() {
        return counters;
    }

    /** What it says keeps it from its work; null if nothing does. */
    @Nullable
    String trouble(JsonNode status) {
        return null;
    }

    private static String reason(String what, JsonNode why) {
        return why.isTextual() ? what + ": " + why.textValue() : what;
    }
}
