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
 * @param riders           simulated riders
 * @param ratePerRider     events a rider and second
 * @param duration         from readiness; empty goes on until it is stopped
 * @param ports            where everything listens
 * @param bootstrapServers of a broker that is already there; empty starts ours
 * @param databaseUrl      of a Postgres that is already there, JDBC; empty starts ours
 * @param settings         further properties by part, stronger than those that the demo sets
 * @param orderRequired    whether the reckoning demands that each rider's events are in order
 * @param replay           whether the events come from a file, so that the simulator may finish by itself
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
        boolean replay) {

    /** What a row of {@code rider_location} takes on disk, measured; see infra/docs/adr/0003. */
    private static final double ROW_BYTES = 90;

    /** 10 GB for everything, less 3 GB of log, 2 GB of write-ahead log and some room for the rest. */
    private static final double TABLE_BYTES = 4e9;

    /** A trace is read whole into memory, at most 5 million rows: 1 GB of log and rows beside what an empty system takes. */
    private static final long REPLAY_BYTES = 2_500_000_000L;

    /** Two gigabytes for everything together is the aim, and the page cache is part of it. */
    private static final long MEMORY_BYTES = 1_800L << 20;

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
        double seconds = TABLE_BYTES / (ROW_BYTES * Math.max(1, riders * ratePerRider));
        return Duration.ofSeconds((long) Math.max(60, Math.min(3600, seconds)));
    }

    /** The width of a time partition: retention drops whole ones, so they are a small part of it. */
    public Duration partitionWidth() {
        return rowRetention().compareTo(Duration.ofMinutes(5)) >= 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(10);
    }

    /** What the processes together take, in bytes: with less the kernel would start to kill. Checked before the start. */
    public long memoryBytes() {
        return MEMORY_BYTES;
    }

    /** What all of the demo may come to hold on disk, in bytes: checked against what is free before the start. */
    public long diskBytes() {
        if (replay) {
            return REPLAY_BYTES;
        }
        double seconds = duration.map(Duration::toSeconds).orElse(3600L);
        double written = 200.0 * riders * ratePerRider * seconds;
        return (long) Math.min(10e9, 1.5e9 + written);
    }

    Map<String, String> settingsOf(Part part) {
        return settings.getOrDefault(part, Map.of());
    }
}
