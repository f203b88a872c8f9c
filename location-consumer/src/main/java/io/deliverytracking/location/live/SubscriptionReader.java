package io.deliverytracking.location.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.GeoBox;
import java.util.Optional;

/**
 * Reads what clients send; {@link LiveMessages} documents the shape.
 *
 * <p>Unknown fields are passed over, so that a newer client can talk to an older service; a version other than 1 is refused.
 *
 * <p>Stateless; any thread.
 */
final class SubscriptionReader {

    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final long MAX_U16 = 0xFFFF;

    private final ObjectMapper json;
    private final LocationConfig.Live bounds;

    SubscriptionReader(ObjectMapper json, LocationConfig.Live bounds) {
        this.json = json;
        this.bounds = bounds;
    }

    /**
     * The subscription, or nothing if the client wants none any more.
     *
     * @throws RefusedSubscription with the reason
     */
    Optional<Subscription> read(String text) {
        JsonNode message = parse(text);
        JsonNode version = message.path("v");
        if (!version.isInt() || version.asInt() != LiveMessages.VERSION) {
            throw new RefusedSubscription("v must be " + LiveMessages.VERSION);
        }
        return switch (message.path("subscribe").asText("")) {
            case "rider" ->
                Optional.of(new Subscription.OfRider(
                        (int) whole(message, "riderId", 1, Integer.MAX_VALUE), interval(message)));
            case "box" ->
                Optional.of(new Subscription.OfBox(
                        box(message), limit(message, bounds.defaultRiders(), bounds.maxRiders()), interval(message)));
            case "map" -> Optional.of(map(message));
            case "none" -> Optional.empty();
            default -> throw new RefusedSubscription("subscribe must be rider, box, map or none");
        };
    }

    private Subscription map(JsonNode message) {
        int id = (int) whole(message, "id", 0, MAX_U32);
        GeoBox box = box(message);
        if (box.westE7() > box.eastE7()) {
            throw new RefusedSubscription("west must not exceed east: a map's box does not cross the antimeridian");
        }
        return switch (message.path("mode").asText("")) {
            case "riders" ->
                new Subscription.OfMapRiders(
                        id, box, limit(message, bounds.maxMapRiders(), bounds.maxMapRiders()), interval(message));
            case "cells" -> cells(message, id, box);
            default -> throw new RefusedSubscription("mode must be riders or cells");
        };
    }

    private Subscription cells(JsonNode message, int id, GeoBox box) {
        int columns = (int) whole(message, "columns", 1, MAX_U16);
        int rows = (int) whole(message, "rows", 1, MAX_U16);
        if ((long) columns * rows > bounds.maxMapCells()) {
            throw new RefusedSubscription("columns * rows must not exceed " + bounds.maxMapCells());
        }
        return new Subscription.OfMapCells(id, box, columns, rows, interval(message));
    }

    private JsonNode parse(String text) {
        try {
            JsonNode message = json.readTree(text);
            if (message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException e) {
            // Said below: where exactly the text is broken helps nobody.
        }
        throw new RefusedSubscription("the message is no JSON object");
    }

    private GeoBox box(JsonNode message) {
        try {
            return new GeoBox(
                    degreesE7(message, "south", GeoBox.MAX_LATITUDE_E7),
                    degreesE7(message, "west", GeoBox.MAX_LONGITUDE_E7),
                    degreesE7(message, "north", GeoBox.MAX_LATITUDE_E7),
                    degreesE7(message, "east", GeoBox.MAX_LONGITUDE_E7));
        } catch (IllegalArgumentException e) {
            throw new RefusedSubscription("south must not exceed north");
        }
    }

    private static int limit(JsonNode message, int defaultRiders, int maxRiders) {
        return message.has("limit") ? (int) whole(message, "limit", 1, maxRiders) : defaultRiders;
    }

    private long interval(JsonNode message) {
        return message.has("intervalMs")
                ? whole(
                        message,
                        "intervalMs",
                        bounds.minInterval().toMillis(),
                        bounds.maxInterval().toMillis())
                : bounds.defaultInterval().toMillis();
    }

    private static int degreesE7(JsonNode message, String name, int maxE7) {
        JsonNode field = message.path(name);
        // A number and nothing that could be taken for one: true would be 1.
        double e7 = field.isNumber() ? Math.rint(field.asDouble() * 1e7) : Double.NaN;
        if (!(Math.abs(e7) <= maxE7)) {
            throw new RefusedSubscription(
                    name + " must be a number within -" + maxE7 / 10_000_000 + " and " + maxE7 / 10_000_000);
        }
        return (int) e7;
    }

    private static long whole(JsonNode message, String name, long min, long max) {
        JsonNode field = message.path(name);
        if (!field.isIntegralNumber() || !field.canConvertToLong() || field.asLong() < min || field.asLong() > max) {
            throw new RefusedSubscription(name + " must be a whole number within " + min + " and " + max);
        }
        return field.asLong();
    }
}
