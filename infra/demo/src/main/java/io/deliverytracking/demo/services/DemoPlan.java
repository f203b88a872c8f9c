package io.deliverytracking.demo.services;

import io.deliverytracking.demo.DeliveryHome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One demo, decided: what the command line asked for, with defaults filled in.
 *
 * @param home             where everything is kept
 * @param riders           simulated riders, or those of a replay
 * @param ratePerRider     events a simulated rider and second
 * @param duration         from readiness; empty goes on until it is stopped
 * @param ports            where everything listens
 * @param bootstrapServers of a broker that is already there; empty starts ours
 * @param databaseUrl      of a Postgres that is already there, JDBC; empty starts ours
 * @param settings         further properties by part, stronger than those that the demo sets
 * @param orderRequired    whether the reckoning demands that each rider's events are in order
 * @param replay           what the events come from instead of simulated riders; the simulator may then finish by itself
 */
public record DemoPlan(
        DeliveryHome home,
        int riders,
        double ratePerRider,
        Optional<Duration> duration,
        Ports ports,
        Optional<String> bootstrapServers,
        Optional<String> databaseUrl,
        Map<Part, Map<String, String>> settings,
        boolean orderRequired,
        Optional<ReplayPlan> replay) {

    /** What a row of {@code rider_location} takes on disk with its index, measured; see infra/docs/adr/0022. */
    private static final double ROW_BYTES = 133;

    /** 10 GB for everything, less 3 GB of log, 2 GB of write-ahead log and some room for the rest. */
    private static final double TABLE_BYTES = 4e9;

    private static final int USUAL_RIDERS = 100_000;

    /** What all parts together take at most, with the usual riders; infra/docs/figures.md. */
    private static final long MEMORY_BYTES = 2_100L << 20;

    public DemoPlan {
        settings = Map.copyOf(settings);
    }

    /** What the demo itself starts. */
    public Set<Part> parts() {
        Set<Part> parts = EnumSet.allOf(Part.class);
        bootstrapServers.ifPresent(elsewhere -> parts.remove(Part.BROKER));
        databaseUrl.ifPresent(elsewhere -> parts.remove(Part.POSTGRES));
        return parts;
    }

    public String bootstrap() {
        return bootstrapServers.orElse("127.0.0.1:" + ports.of(Ports.Use.BROKER));
    }

    public String jdbcUrl() {
        return databaseUrl.orElse("jdbc:postgresql://127.0.0.1:" + ports.of(Ports.Use.POSTGRES)
                + "/delivery?user=postgres&password=postgres");
    }

    /** How long rows stay, so that the tables keep within their share of the disk; between one minute and one hour. */
    public Duration rowRetention() {
        double busiest = replay.map(ReplayPlan::mostEventsPerSecond).orElse(eventsPerSecond());
        double seconds = TABLE_BYTES / (ROW_BYTES * Math.max(1, busiest));
        return Duration.ofSeconds((long) Math.max(60, Math.min(3600, seconds)));
    }

    /** A simulated rider that has not reported for so long is not there any more: a minute, or ten fixes. */
    Duration longestSilence() {
        return Duration.ofMillis((long) Math.max(60_000, 10_000 / ratePerRider));
    }

    /** The width of a time partition: retention drops whole ones, so they are a small part of it. */
    public Duration partitionWidth() {
        return rowRetention().compareTo(Duration.ofMinutes(5)) >= 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(10);
    }

    /** What the processes together take, in bytes: with less the kernel would start to kill. Checked before the start. */
    public long memoryBytes() {
        return MEMORY_BYTES + parts().stream().mapToLong(this::furtherHeapBytes).sum();
    }

    /** What a part needs of heap beyond what it needs for {@link #USUAL_RIDERS}. */
    long furtherHeapBytes(Part part) {
        long bytesARider = switch (part) {
            // Some 200 in the arrays of the fleet, its routes, the idle riders and the keys; those that grow are there
            // twice.
            case SIMULATOR -> 350;
            // 90 in the table of riders, twice when it has just grown; the index of places.
            case LOCATION_CONSUMER -> 300;
            // Slots of riders, and a bit in each open window.
            case ANALYTICS_CONSUMER -> 150;
            // 56 a slot and up to four slots a rider in the table that gathers, as much in the one being written.
            case DB_WRITER -> 600;
            case BROKER, POSTGRES, CONSOLE -> 0;
        };
        long further = bytesARider * Math.max(0, riders - USUAL_RIDERS);
        return part == Part.SIMULATOR
                ? further + replay.map(ReplayPlan::heapBytes).orElse(0L)
                : further;
    }

    /** What all of the demo may come to hold on disk, in bytes: checked against what is free before the start. */
    public long diskBytes() {
        double seconds = duration.map(Duration::toSeconds).orElse(3600L);
        if (replay.isPresent() && !replay.get().loop()) {
            seconds = Math.min(seconds, replay.get().seconds());
        }
        double written = 200.0 * eventsPerSecond() * seconds;
        return (long) Math.min(10e9, 1.5e9 + written);
    }

    private double eventsPerSecond() {
        return replay.map(ReplayPlan::eventsPerSecond).orElse(riders * ratePerRider);
    }

    Map<String, String> settingsOf(Part part) {
        return settings.getOrDefault(part, Map.of());
    }
}
