package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the application does.
 *
 * @param way how it writes
 * @param phases one after the other
 * @param riders take turns in sending
 * @param session names the run in ledger and rows: whole seconds, as milliseconds since the epoch; each run has a later one
 * @param queueBytes bound of what waits, in encoded bytes; 0 for none, which a producer can't do
 * @param drainSeconds how long what waits at the end of the phases may take to be stored
 * @param synchronousCommit of a direct way's connections
 * @param jdbcUrl with user and password; a direct way needs it
 * @param bootstrapServers the log's way needs them
 * @param directory of this run's ledger, settings and log; runs that one account covers share it
 * @param startAtMs earliest start of the first phase, milliseconds since the epoch; later where it takes longer to connect
 */
public record ApplicationSettings(
        WayOfWriting way,
        List<Phase> phases,
        int riders,
        long session,
        long queueBytes,
        int drainSeconds,
        boolean synchronousCommit,
        @Nullable String jdbcUrl,
        @Nullable String bootstrapServers,
        Path directory,
        long startAtMs) {

    /** A Kafka producer's {@code buffer.memory}, unless told otherwise. */
    public static final long DEFAULT_QUEUE_BYTES = 33_554_432;

    public static final int DEFAULT_RIDERS = 100_000;
    public static final int DEFAULT_DRAIN_SECONDS = 60;

    /** A rider's ledger slot has 24 bytes, its place in the fleet and its key 60. */
    private static final int MAX_RIDERS = 10_000_000;

    private static final int MAX_DRAIN_SECONDS = 3_600;

    /** The largest encoded event has 65 bytes; a bound below some hundreds of events bounds nothing that is like an application. */
    private static final long MIN_QUEUE_BYTES = 65_536;

    /** A producer gives its buffer out in batches of 64 KiB, one for each partition at least; and it always has a bound. */
    private static final long MIN_LOG_BYTES = 1_048_576;

    private static final long MAX_SESSION = (1L << 53) - 1;
    private static final long SECOND_MS = 1_000;

    public ApplicationSettings {
        require(way != null, "way is missing");
        require(phases != null && !phases.isEmpty(), "phases are missing");
        require(directory != null, "directory is missing");
        phases = List.copyOf(phases);
        require(riders >= 1 && riders <= MAX_RIDERS, "riders " + riders + " is outside of 1 to " + MAX_RIDERS);
        require(
                session >= SECOND_MS && session <= MAX_SESSION && session % SECOND_MS == 0,
                "session " + session + " is no time in whole seconds, as milliseconds since the epoch");
        require(
                queueBytes == 0 || queueBytes >= MIN_QUEUE_BYTES,
                "queueBytes " + queueBytes + " is neither 0, for no bound, nor at least " + MIN_QUEUE_BYTES);
        require(
                drainSeconds >= 0 && drainSeconds <= MAX_DRAIN_SECONDS,
                "drainSeconds " + drainSeconds + " is outside of 0 to " + MAX_DRAIN_SECONDS);
        require(startAtMs >= 0, "startAtMs " + startAtMs + " is before 1970");
        if (way instanceof WayOfWriting.Log) {
            require(bootstrapServers != null && !bootstrapServers.isBlank(), "bootstrapServers are missing");
            require(
                    queueBytes >= MIN_LOG_BYTES,
                    "queueBytes " + queueBytes + " is below " + MIN_LOG_BYTES
                            + ", which a producer needs for its batches");
        } else {
            require(
                    jdbcUrl != null && jdbcUrl.startsWith("jdbc:postgresql:"),
                    "jdbcUrl is missing, or does not begin with jdbc:postgresql:");
        }
    }

    /** A direct way with the defaults of everything else. */
    public static ApplicationSettings direct(
            WayOfWriting way, List<Phase> phases, String jdbcUrl, long session, Path directory) {
        return new ApplicationSettings(
                way,
                phases,
                DEFAULT_RIDERS,
                session,
                DEFAULT_QUEUE_BYTES,
                DEFAULT_DRAIN_SECONDS,
                true,
                jdbcUrl,
                null,
                directory,
                0);
    }

    /** The log's way with the defaults of everything else. */
    public static ApplicationSettings log(
            WayOfWriting.Log way, List<Phase> phases, String bootstrapServers, long session, Path directory) {
        return new ApplicationSettings(
                way,
                phases,
                DEFAULT_RIDERS,
                session,
                DEFAULT_QUEUE_BYTES,
                DEFAULT_DRAIN_SECONDS,
                true,
                null,
                bootstrapServers,
                directory,
                0);
    }

    public ApplicationSettings withRiders(int value) {
        return new ApplicationSettings(
                way,
                phases,
                value,
                session,
                queueBytes,
                drainSeconds,
                synchronousCommit,
                jdbcUrl,
                bootstrapServers,
                directory,
                startAtMs);
    }

    public ApplicationSettings withQueueBytes(long value) {
        return new ApplicationSettings(
                way,
                phases,
                riders,
                session,
                value,
                drainSeconds,
                synchronousCommit,
                jdbcUrl,
                bootstrapServers,
                directory,
                startAtMs);
    }

    public ApplicationSettings withDrainSeconds(int value) {
        return new ApplicationSettings(
                way,
                phases,
                riders,
                session,
                queueBytes,
                value,
                synchronousCommit,
                jdbcUrl,
                bootstrapServers,
                directory,
                startAtMs);
    }

    public ApplicationSettings withSynchronousCommit(boolean value) {
        return new ApplicationSettings(
                way,
                phases,
                riders,
                session,
                queueBytes,
                drainSeconds,
                value,
                jdbcUrl,
                bootstrapServers,
                directory,
                startAtMs);
    }

    public ApplicationSettings withStartAtMs(long value) {
        return new ApplicationSettings(
                way,
                phases,
                riders,
                session,
                queueBytes,
                drainSeconds,
                synchronousCommit,
                jdbcUrl,
                bootstrapServers,
                directory,
                value);
    }

    /** Where the ledgers of all runs of this directory are. */
    public Path ledger() {
        return directory.resolve("ledger");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
