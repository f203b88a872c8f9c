package io.deliverytracking.simulator.domain.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where in a row the rider, the time and the position stand; positions from 0, -1 where there is no such column.
 *
 * <p>Found by configured name or position, else by the names that such files usually use.
 */
record Columns(int rider, int time, int latitude, int longitude, int speed, int heading) {

    private static final int NONE = -1;

    private static final List<String> RIDER_NAMES = List.of(
            "rider",
            "rider_id",
            "riderid",
            "courier",
            "courier_id",
            "driver",
            "driver_id",
            "vehicle_id",
            "vehicleid",
            "vehicle",
            "device_id",
            "deviceid",
            "device",
            "taxi_id",
            "user_id",
            "track_id",
            "trackid",
            "trip_id",
            "id");
    private static final List<String> TIME_NAMES = List.of(
            "time",
            "timestamp",
            "event_time",
            "datetime",
            "date_time",
            "gps_time",
            "gpstime",
            "recorded_at",
            "ts",
            "time_utc",
            "utc",
            "epoch");
    private static final List<String> LATITUDE_NAMES =
            List.of("latitude", "lat", "y_lat", "gps_lat", "latitude_deg", "position_lat");
    private static final List<String> LONGITUDE_NAMES =
            List.of("longitude", "lon", "lng", "long", "x_lon", "gps_lon", "gps_lng", "longitude_deg", "position_long");
    private static final List<String> SPEED_NAMES = List.of("speed", "velocity", "gps_speed", "spd");
    private static final List<String> HEADING_NAMES = List.of("heading", "bearing", "course", "direction", "azimuth");

    /** From the names in the first line. */
    static Columns byHeader(ReplayOptions options, List<String> header) {
        List<String> names = new ArrayList<>();
        for (String name : header) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return new Columns(
                find("rider", options.rider(), names, RIDER_NAMES, true),
                find("time", options.time(), names, TIME_NAMES, true),
                find("latitude", options.latitude(), names, LATITUDE_NAMES, true),
                find("longitude", options.longitude(), names, LONGITUDE_NAMES, true),
                find("speed", options.speed(), names, SPEED_NAMES, false),
                find("heading", options.heading(), names, HEADING_NAMES, false));
    }

    /** Without a header: by configured positions, or rider, time, latitude, longitude in this order. */
    static Columns byPosition(ReplayOptions options) {
        return new Columns(
                position("rider", options.rider(), 0),
                position("time", options.time(), 1),
                position("latitude", options.latitude(), 2),
                position("longitude", options.longitude(), 3),
                position("speed", options.speed(), NONE),
                position("heading", options.heading(), NONE));
    }

    /** How many fields a row needs for the columns that no fix can do without. */
    int fewestFields() {
        return 1 + Math.max(Math.max(rider, time), Math.max(latitude, longitude));
    }

    private static int find(
            String what, Optional<String> configured, List<String> names, List<String> usual, boolean needed) {
        if (configured.isPresent()) {
            String name = configured.get().toLowerCase(Locale.ROOT);
            int at = names.indexOf(name);
            return at >= 0 ? at : position(what, configured, NONE);
        }
        for (String name : usual) {
            int at = names.indexOf(name);
            if (at >= 0) {
                return at;
            }
        }
        if (needed) {
            throw new TraceException("no column for the " + what + ": the header names "
                    + TraceBuilder.abbreviate(names.toString()) + "; say which one it is");
        }
        return NONE;
    }

    private static int position(String what, Optional<String> configured, int otherwise) {
        if (configured.isEmpty()) {
            return otherwise;
        }
        try {
            int position = Integer.parseInt(configured.get());
            if (position >= 1 && position <= 10_000) {
                return position - 1;
            }
        } catch (NumberFormatException e) {
            // A name, and the header does not have it.
        }
        throw new TraceException("the column \"" + configured.get() + "\" for the " + what
                + " is neither a name in the header nor a position from 1");
    }
}
