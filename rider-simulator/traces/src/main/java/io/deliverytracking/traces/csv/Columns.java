package io.deliverytracking.traces.csv;

import io.deliverytracking.traces.ColumnNames;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a row the rider, the time and the position stand; positions from 0, -1 where there is no such column.
 *
 * @param rider -1: the file is the rider
 * @param time the fields to be joined
 * @param metric whether north and east are metres from an origin, and not degrees
 * @param north latitude, or y
 * @param east longitude, or x
 */
record Columns(int rider, List<Integer> time, boolean metric, int north, int east, int speed, int heading) {

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
            "userid",
            "user",
            "track_id",
            "trackid",
            "trip_id",
            "id");
    private static final List<String> TIME_NAMES = List.of(
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
            "epoch",
            "timestamp_ms",
            "time_ms",
            "time_s",
            "seconds",
            "t");
    private static final List<String> DATE_NAMES = List.of("date", "day", "gps_date");
    private static final List<String> CLOCK_NAMES = List.of("time", "clock", "time_of_day");
    private static final List<String> LATITUDE_NAMES = List.of(
            "latitude",
            "lat",
            "y_lat",
            "gps_lat",
            "gps_latitude",
            "latitude_deg",
            "latitude_degrees",
            "position_lat",
            "location_lat",
            "start_lat");
    private static final List<String> LONGITUDE_NAMES = List.of(
            "longitude",
            "lon",
            "lng",
            "long",
            "x_lon",
            "gps_lon",
            "gps_lng",
            "gps_long",
            "gps_longitude",
            "longitude_deg",
            "longitude_degrees",
            "position_long",
            "location_long",
            "location_lon",
            "location_lng",
            "start_lng");
    private static final List<String> X_NAMES = List.of("x", "x_m", "east", "easting", "east_m");
    private static final List<String> Y_NAMES = List.of("y", "y_m", "north", "northing", "north_m");
    private static final List<String> SPEED_NAMES = List.of("speed", "velocity", "gps_speed", "spd", "speed_kmh");
    private static final List<String> HEADING_NAMES = List.of("heading", "bearing", "course", "direction", "azimuth");

    Columns {
        time = List.copyOf(time);
    }

    /** From a line that names the columns. */
    static Columns byHeader(TraceOptions options, List<String> header) {
        ColumnNames told = options.columns();
        ColumnSearch search = new ColumnSearch(header);
        boolean metric = options.origin().isPresent();
        return new Columns(
                riderIsTheFile(told, search) ? ColumnSearch.NONE : search.find("rider", told.rider(), RIDER_NAMES),
                time(told, search),
                metric,
                position(
                        metric ? "y" : "latitude",
                        metric ? told.y() : told.latitude(),
                        search,
                        metric ? Y_NAMES : LATITUDE_NAMES),
                position(
                        metric ? "x" : "longitude",
                        metric ? told.x() : told.longitude(),
                        search,
                        metric ? X_NAMES : LONGITUDE_NAMES),
                search.find("speed", told.speed(), SPEED_NAMES),
                search.find("heading", told.heading(), HEADING_NAMES));
    }

    /**
     * Without a header: as told, else rider, time, latitude, longitude (x, y) in this order.
     * Where another column was told to stand in the rider's usual place, the file is the rider.
     */
    static Columns byPosition(TraceOptions options) {
        ColumnNames told = options.columns();
        ColumnSearch search = new ColumnSearch(List.of());
        boolean metric = options.origin().isPresent();
        Optional<String> northTold = metric ? told.y() : told.latitude();
        Optional<String> eastTold = metric ? told.x() : told.longitude();
        List<Integer> time = told.time().isPresent() ? joined(told.time().get(), search) : List.of(1);
        int north = northTold.isPresent() ? search.told(metric ? "y" : "latitude", northTold.get()) : metric ? 3 : 2;
        int east = eastTold.isPresent() ? search.told(metric ? "x" : "longitude", eastTold.get()) : metric ? 2 : 3;
        boolean first = time.contains(0) || north == 0 || east == 0;
        int rider = riderIsTheFile(told, search) || (told.rider().isEmpty() && first)
                ? ColumnSearch.NONE
                : told.rider().map(column -> search.told("rider", column)).orElse(0);
        return new Columns(
                rider,
                time,
                metric,
                north,
                east,
                search.find("speed", told.speed(), List.of()),
                search.find("heading", told.heading(), List.of()));
    }

    /** How many fields a row needs for the columns that no fix can do without. */
    int fewestFields() {
        int last = Math.max(rider, Math.max(north, east));
        for (int column : time) {
            last = Math.max(last, column);
        }
        return 1 + last;
    }

    private static boolean riderIsTheFile(ColumnNames told, ColumnSearch search) {
        return told.rider().filter(ColumnNames.FILE::equalsIgnoreCase).isPresent() && !search.has(ColumnNames.FILE);
    }

    private static List<Integer> time(ColumnNames told, ColumnSearch search) {
        if (told.time().isPresent()) {
            return joined(told.time().get(), search);
        }
        int time = search.find("time", Optional.empty(), TIME_NAMES);
        if (time >= 0) {
            return List.of(time);
        }
        int clock = search.find("time", Optional.empty(), CLOCK_NAMES);
        int date = search.find("date", Optional.empty(), DATE_NAMES);
        if (clock >= 0) {
            return date >= 0 ? List.of(date, clock) : List.of(clock);
        }
        if (date >= 0) {
            return List.of(date);
        }
        throw missing("time", search);
    }

    private static List<Integer> joined(String columns, ColumnSearch search) {
        if (search.has(columns)) {
            return List.of(search.told("time", columns));
        }
        List<Integer> joined = new ArrayList<>();
        for (String column : columns.split("\\+", -1)) {
            joined.add(search.told("time", column));
        }
        return joined;
    }

    private static int position(String what, Optional<String> told, ColumnSearch search, List<String> usual) {
        int at = search.find(what, told, usual);
        if (at >= 0) {
            return at;
        }
        boolean metres = usual.equals(LATITUDE_NAMES) || usual.equals(LONGITUDE_NAMES);
        if (metres
                && search.find("x", Optional.empty(), X_NAMES) >= 0
                && search.find("y", Optional.empty(), Y_NAMES) >= 0) {
            throw new TraceException("no column for the " + what + ", but x and y: if they are metres, say from where"
                    + " (the origin's latitude and longitude); if they are degrees, say which is which; the header names "
                    + search.names());
        }
        throw missing(what, search);
    }

    private static TraceException missing(String what, ColumnSearch search) {
        return new TraceException(
                "no column for the " + what + ": the header names " + search.names() + "; say which one it is");
    }
}
