package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Analytics agree exactly with a recount in SQL over what was stored, for a run with every fault switched on and a kill -9 of
 * analytics-consumer in the middle. What the SQL says is in {@link StoredWindows}.
 *
 * <p>The simulator is paused and both readers have read the same before anything is compared.
 */
@Tag("long")
class AnalyticsRecountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(240);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int RIDERS = 2_000;

    /** Every fault that the simulator of this build knows; those of a phone come back while the demo runs. */
    private static final Map<String, Number> FAULTS = new TreeMap<>(Map.of(
            "outOfOrderRate", 0.05,
            "outOfOrderDelayMs", 4_000,
            "duplicateRate", 0.02,
            "duplicateDelayMs", 9_000,
            "dropOutRate", 0.005,
            "dropOutDurationMs", 9_000,
            "clockSkewShare", 0.02,
            "clockSkewMs", 7_000,
            "gpsNoiseRate", 0.02,
            "zeroFixRate", 0.01));

    private static final List<String> ZONES = List.of("NORTH", "EAST", "SOUTH", "WEST");

    /** Name, first column, second column. */
    private static final List<List<String>> STAGES = List.of(
            List.of("ACCEPT", "placed_at", "accepted_at"),
            List.of("PREPARE", "accepted_at", "ready_at"),
            List.of("PICK_UP", "ready_at", "picked_up_at"),
            List.of("RIDE", "picked_up_at", "delivered_at"),
            List.of("TOTAL", "placed_at", "delivered_at"));

    /** Twice the sketch's bound, which 99 of 100 sketches keep. */
    private static final double RANK_ERROR = 0.027;

    private static final double DISTINCT_ERROR = 0.035;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void windowsOfARunWithEveryFaultAndAKillEqualARecountInSql() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine demo = home.demo("--riders", Integer.toString(RIDERS), "--faults", "duplicates=0.01");
            demo.awaitReady();
            switchOnEveryFault(home);
            demo.awaitFlow(10);
            home.killAndAwaitAnother(Part.ANALYTICS_CONSUMER);
            demo.awaitFlow(14);
            send(home, Ports.Use.SIMULATOR, "POST", "/api/simulator/pause", "");
            String jdbcUrl = "jdbc:postgresql://127.0.0.1:" + home.ports().of(Ports.Use.POSTGRES)
                    + "/delivery?user=postgres&password=postgres";
            await("both have read the same")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    // The one that was killed may still be starting.
                    .ignoreExceptions()
                    .until(() ->
                            everythingSent(home) && analyticsPositions(home).equals(StoredWindows.positions(jdbcUrl)));

            try (StoredWindows stored = StoredWindows.of(jdbcUrl)) {
                compare(home, stored);
            }
            send(home, Ports.Use.SIMULATOR, "POST", "/api/simulator/resume", "");
            home.run(ExitStatus.OK, "stop");
            assertThat(demo.awaitExit(EXIT_PATIENCE)).as(demo.output()).isEqualTo(ExitStatus.OK);
        }
    }

    private void compare(DemoHome home, StoredWindows stored) throws Exception {
        Map<String, StoredWindows.Figures> windows = stored.windows();
        Map<String, StoredWindows.Figures> zones = stored.zones();
        long compared = 0;
        long late = 0;
        long ahead = 0;
        for (String size : List.of("1s", "10s", "60s")) {
            for (JsonNode window : get(home, Ports.Use.ANALYTICS, "/api/windows/" + size + "?limit=3600")) {
                String name = StoredWindows.name(size, window.path("startMs").asLong());
                StoredWindows.Figures expected = windows.getOrDefault(name, StoredWindows.Figures.NONE);
                requireFixes(name, window, expected);
                for (String zone : ZONES) {
                    StoredWindows.Figures inZone = zones.getOrDefault(name + zone, StoredWindows.Figures.NONE);
                    requireZone(name + zone, window.path("zones").path(zone), inZone);
                }
                requireOrders(name, window, stored);
                compared += expected.events();
                late += size.equals("1s") ? expected.late() : 0;
                ahead += size.equals("1s") ? expected.ahead() : 0;
            }
        }
        assertThat(compared).as("windows were closed").isGreaterThan(20L * RIDERS);
        assertThat(late).as("some were late").isPositive();
        assertThat(ahead).as("some clocks were ahead").isPositive();
        requireCells(get(home, Ports.Use.ANALYTICS, "/api/windows/10s/latest/cells"), stored, windows);
    }

    private static void requireFixes(String name, JsonNode window, StoredWindows.Figures expected) {
        assertThat(window.path("events").asLong()).as("%s events", name).isEqualTo(expected.events());
        assertThat(window.path("activeRiders").asLong()).as("%s riders", name).isEqualTo(expected.riders());
        assertThat(window.path("late").asLong()).as("%s late", name).isEqualTo(expected.late());
        assertThat(window.path("ahead").asLong()).as("%s ahead", name).isEqualTo(expected.ahead());
        assertThat(window.path("meanSpeedMps").asDouble()).as("%s speed", name).isEqualTo(meanMps(expected));
        assertThat(window.path("distinctRiders").asDouble())
                .as("%s riders, estimated", name)
                .isCloseTo(expected.riders(), within(Math.max(1, expected.riders() * DISTINCT_ERROR)));
        requireQuantiles(name, window.path("speedMps"), expected.speeds());
    }

    private static void requireZone(String name, JsonNode zone, StoredWindows.Figures expected) {
        assertThat(zone.path("events").asLong()).as("%s events", name).isEqualTo(expected.events());
        assertThat(zone.path("riders").asLong()).as("%s riders", name).isEqualTo(expected.riders());
        assertThat(zone.path("idleRiders").asLong()).as("%s idle", name).isEqualTo(expected.idle());
        assertThat(zone.path("busyRiders").asLong()).as("%s busy", name).isEqualTo(expected.busy());
        assertThat(zone.path("meanSpeedMps").asDouble()).as("%s speed", name).isEqualTo(meanMps(expected));
        requireQuantiles(name, zone.path("speedMps"), expected.speeds());
    }

    private static double meanMps(StoredWindows.Figures figures) {
        return figures.events() == 0 ? 0 : figures.speedSumCmS() / 100.0 / figures.events();
    }

    /** The rank of each estimate lies within the sketch's error of the rank that was asked for. */
    private static void requireQuantiles(String name, JsonNode quantiles, Integer[] sorted) {
        if (sorted.length == 0) {
            assertThat(quantiles.isMissingNode()).as("%s has no speeds", name).isTrue();
            return;
        }
        Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99).forEach((quantile, rank) -> {
            double value = quantiles.path(quantile).asDouble() * 100;
            double below = 0;
            double upTo = 0;
            for (int speed : sorted) {
                below += speed < value - 0.01 ? 1 : 0;
                upTo += speed < value + 0.01 ? 1 : 0;
            }
            // Of few values the quantile is one of them.
            double error = RANK_ERROR + 1.0 / sorted.length;
            assertThat(below / sorted.length).as("%s %s", name, quantile).isLessThanOrEqualTo(rank + error);
            assertThat(upTo / sorted.length).as("%s %s", name, quantile).isGreaterThanOrEqualTo(rank - error);
        });
    }

    private static void requireOrders(String name, JsonNode window, StoredWindows stored) throws Exception {
        long startMs = window.path("startMs").asLong();
        long endMs = window.path("endMs").asLong();
        Map<String, Long> entered = new TreeMap<>();
        for (String zone : ZONES) {
            StoredWindows.Orders expected = stored.orders(startMs, endMs, zone);
            JsonNode told = window.path("zones").path(zone);
            assertThat(told.path("ordersPlaced").asLong())
                    .as("%s placed in %s", name, zone)
                    .isEqualTo(expected.entered().get("PLACED"));
            assertThat(told.path("ordersDelivered").asLong())
                    .as("%s delivered in %s", name, zone)
                    .isEqualTo(expected.entered().get("DELIVERED"));
            assertThat(told.path("openOrders").asLong())
                    .as("%s open in %s", name, zone)
                    .isEqualTo(expected.open());
            expected.entered().forEach((state, orders) -> entered.merge(state, orders, Long::sum));
        }
        entered.forEach((state, orders) -> assertThat(
                        window.path("ordersByState").path(state).asLong())
                .as("%s %s", name, state)
                .isEqualTo(orders));
        for (List<String> stage : STAGES) {
            StoredWindows.Stage expected = stored.stage(startMs, endMs, stage.get(1), stage.get(2));
            JsonNode told = window.path("deliveryTimes").path(stage.get(0));
            assertThat(told.path("count").asLong())
                    .as("%s %s", name, stage.get(0))
                    .isEqualTo(expected.count());
            if (expected.count() > 0) {
                assertThat(told.path("meanS").asDouble())
                        .as("%s %s", name, stage.get(0))
                        .isEqualTo(expected.sumMs() / 1_000.0 / expected.count());
            }
        }
    }

    private static void requireCells(JsonNode answer, StoredWindows stored, Map<String, StoredWindows.Figures> windows)
            throws Exception {
        long startMs = answer.path("startMs").asLong();
        long events = answer.path("elsewhere").asLong();
        for (JsonNode cell : answer.path("cells")) {
            StoredWindows.Cell expected =
                    stored.cell(startMs, answer.path("endMs").asLong(), polygon(cell, 0.9999), polygon(cell, 1.0001));
            String name = cell.path("cell").asText();
            assertThat(cell.path("events").asLong())
                    .as("%s events", name)
                    .isBetween(expected.eventsWithin(), expected.eventsAbout());
            assertThat(cell.path("riders").asLong())
                    .as("%s riders", name)
                    .isBetween(expected.ridersWithin(), expected.ridersAbout());
            events += cell.path("events").asLong();
        }
        assertThat(events)
                .as("every fix is in one cell")
                .isEqualTo(windows.get(StoredWindows.name("10s", startMs)).events());
    }

    /** The cell's boundary in 1e-7 degrees as Postgres writes it, drawn in or out from its centre. */
    private static String polygon(JsonNode cell, double scale) {
        double longitude = cell.path("centre").path(0).asDouble();
        double latitude = cell.path("centre").path(1).asDouble();
        List<String> corners = new ArrayList<>();
        for (JsonNode corner : cell.path("boundary")) {
            corners.add(String.format(
                    Locale.ROOT,
                    "(%.1f,%.1f)",
                    1e7 * (longitude + (corner.path(0).asDouble() - longitude) * scale),
                    1e7 * (latitude + (corner.path(1).asDouble() - latitude) * scale)));
        }
        return corners.stream().collect(Collectors.joining(",", "(", ")"));
    }

    private void switchOnEveryFault(DemoHome home) throws Exception {
        JsonNode known = get(home, Ports.Use.SIMULATOR, "/api/simulator").at("/faults/settings");
        Map<String, Number> faults = new TreeMap<>(FAULTS);
        faults.keySet().removeIf(name -> !known.has(name));
        assertThat(faults).as("%s", known).hasSizeGreaterThanOrEqualTo(8);
        send(home, Ports.Use.SIMULATOR, "PATCH", "/api/simulator/faults", JSON.writeValueAsString(faults));
    }

    /** A pause stops new fixes; what faults have held back still leaves when its time has come. */
    private boolean everythingSent(DemoHome home) throws Exception {
        JsonNode status = get(home, Ports.Use.SIMULATOR, "/api/simulator");
        JsonNode held = status.at("/faults/counts/held");
        assertThat(held.isIntegralNumber()).as("%s", status).isTrue();
        return status.path("state").asText().equalsIgnoreCase("paused")
                && held.asLong() == 0
                && status.path("inFlight").asLong() == 0;
    }

    private Map<String, Long> analyticsPositions(DemoHome home) throws Exception {
        Map<String, Long> positions = new TreeMap<>();
        for (JsonNode partition : get(home, Ports.Use.ANALYTICS, "/api/partitions")) {
            String topic = partition.path("stream").asText().equals("ORDERS")
                    ? "restaurant-updates"
                    : "delivery-location-updates";
            positions.put(
                    topic + '-' + partition.path("partition").asInt(),
                    partition.path("position").asLong());
        }
        return positions;
    }

    private JsonNode get(DemoHome home, Ports.Use service, String path) throws Exception {
        return send(home, service, "GET", path, "");
    }

    private JsonNode send(DemoHome home, Ports.Use service, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(home.ports().http(service) + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
