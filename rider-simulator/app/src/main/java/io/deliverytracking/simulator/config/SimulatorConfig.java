package io.deliverytracking.simulator.config;

import io.deliverytracking.simulator.domain.partition.Partitioning;
import io.deliverytracking.traces.SpeedUnit;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All properties of the simulator, beside {@code kafka.bootstrap.servers} (default 127.0.0.1:9092). Checked at startup by
 * {@link SettingsFactory}, relations included. Any property can come from the environment, e.g. {@code SIMULATOR_RIDERS}.
 */
@ConfigMapping(prefix = "simulator")
public interface SimulatorConfig {

    /** Start sending as soon as the application is up; otherwise wait for {@code POST /api/simulator/start}. */
    @WithDefault("true")
    boolean autostart();

    /** Everything random follows from it: the same seed gives the same riders, orders and faults. */
    @WithDefault("42")
    long seed();

    /** Riders at the start; 1 to 2,000,000. */
    @WithDefault("100000")
    int riders();

    /** Fixes per rider and second at the start; 0.001 to 100. */
    @WithDefault("1.0")
    double ratePerRider();

    /** Stop by itself after this time of sending; without it the simulator goes on until it is told. */
    Optional<Duration> duration();

    /** How a location's partition is chosen: key, round-robin, zone, explicit. */
    @WithDefault("key")
    Partitioning partitioner();

    /** The partition of {@code partitioner=explicit}. */
    @WithDefault("0")
    int explicitPartition();

    /** Where the ledgers are, one sub-directory a session. */
    @WithDefault(".delivery/data/simulator/ledger")
    String ledgerDirectory();

    /** How long a stop waits for acknowledgements still due; what comes later counts as unknown. */
    @WithDefault("20s")
    Duration stopTimeout();

    City city();

    Faults faults();

    Producer producer();

    Topics topics();

    Replay replay();

    /** The simulated city and its orders; unused with a replay, but for the centre. */
    interface City {

        /** Centre in degrees; Berlin. Partitioning by zone divides the city here. */
        @WithDefault("52.5200")
        double latitude();

        @WithDefault("13.4050")
        double longitude();

        /** Riders stay within; 500 to 100,000 m. */
        @WithDefault("12000")
        float radiusM();

        /** Demand: orders per rider and hour, as a mean over the day; 0 to 1000, 0 for none. */
        @WithDefault("2.0")
        double ordersPerRiderHour();

        /** Share of orders that somebody wants to cancel before they are delivered; 0 to 1. */
        @WithDefault("0.05")
        double cancelledShare();

        /** When it is in the city at the start; people order most at 12:30 and 19:30, and streets are full at 8:00 and 17:00. */
        @WithDefault("11:00")
        LocalTime timeOfDay();

        /**
         * How many times faster than real time the city's day goes; 0 to 3600, 0 stands still. Only demand and traffic follow it:
         * riders ride, restaurants cook and events are dated in real time, so 60 shows a day's demand in 24 minutes, each hour of it
         * for one minute.
         */
        @WithDefault("1.0")
        double timeFactor();
    }

    /** Faults at the start; all off. See {@code FaultSettings} for their meaning. */
    interface Faults {

        /** Share of fixes that are sent after later ones. */
        @WithDefault("0")
        double outOfOrderRate();

        /** The longest such delay. */
        @WithDefault("3s")
        Duration outOfOrderDelay();

        /** Share of fixes that are sent twice. */
        @WithDefault("0")
        double duplicateRate();

        /** The longest time between the two. */
        @WithDefault("1s")
        Duration duplicateDelay();

        /** Chance that a rider loses the network at a fix. */
        @WithDefault("0")
        double dropOutRate();

        /** How long it is gone. */
        @WithDefault("30s")
        Duration dropOutDuration();

        /** Share of riders whose clock is off. */
        @WithDefault("0")
        double clockSkewShare();

        /** By how much; negative is behind. */
        @WithDefault("1h")
        Duration clockSkew();

        /** Share of fixes that are thrown off. */
        @WithDefault("0")
        double gpsNoiseRate();

        /** By up to so many metres; 1 to 10,000. Their accuracy admits a part of it. */
        @WithDefault("100")
        int gpsNoiseM();

        /** Share of fixes at 0 degrees north, 0 degrees east. */
        @WithDefault("0")
        double zeroFixRate();
    }

    /** Kafka's producer; names as Kafka's, with dashes. */
    interface Producer {

        /**
         * 0, 1 or all. With 0 nothing counts as acknowledged. Below all the producer is not idempotent, so it does not
         * retry: an event whose acknowledgement is lost counts as unknown, rather than being stored twice.
         */
        @WithDefault("all")
        String acks();

        /** 20 ms make batches of some 170 records per partition at 100,000/s on 12 partitions. */
        @WithDefault("20")
        int lingerMs();

        @WithDefault("65536")
        int batchSize();

        /**
         * 12 MiB hold some 220,000 fixes, two seconds at 100,000/s. More would only cost heap, five times the buffer with
         * what waits for the acknowledgements: while it is full nothing is sent, and what is due stays in the schedule.
         */
        @WithDefault("12582912")
        long bufferMemory();

        /** none, gzip, snappy, lz4, zstd. */
        @WithDefault("none")
        String compressionType();

        @WithDefault("10000")
        int requestTimeoutMs();

        /** How long a record may wait for its acknowledgement, restarts of the broker included. */
        @WithDefault("600000")
        int deliveryTimeoutMs();

        /** How long the sender may block on a full buffer before the event fails. */
        @WithDefault("600000")
        long maxBlockMs();
    }

    /** Topics that are created if they do not exist; existing ones keep their settings. */
    interface Topics {

        @WithDefault("12")
        int locationPartitions();

        @WithDefault("4")
        int orderPartitions();

        @WithDefault("1")
        int deadLetterPartitions();

        @WithDefault("1")
        short replicationFactor();

        /** How long locations stay in the log. */
        @WithDefault("1h")
        Duration locationRetention();

        /** Per partition; 12 times 256 MiB are 3 GiB, some eight minutes at 100,000/s. */
        @WithDefault("268435456")
        long locationRetentionBytes();

        /** Retention takes whole segments: an eighth of the retained bytes keeps it near its limit. */
        @WithDefault("33554432")
        int locationSegmentBytes();

        /** How long order updates and dead letters stay. */
        @WithDefault("7d")
        Duration orderRetention();

        /** Per partition of order updates and dead letters. */
        @WithDefault("134217728")
        long orderRetentionBytes();

        @WithDefault("16777216")
        int orderSegmentBytes();
    }

    /** Real fixes instead of the simulated fleet; see {@code TraceOptions} for how they are read. */
    interface Replay {

        /**
         * Files, folders and zip archives, all read as one trace; their presence switches the replay on. A path with a
         * comma is given as {@code simulator.replay.file[0]}.
         */
        Optional<List<String>> file();

        /** How much faster than it happened; 60 makes an hour a minute. */
        @WithDefault("60")
        double speedUp();

        /** Begin anew at the end, for ever. */
        @WithDefault("false")
        boolean loop();

        /** How many riders there are to be: shifted copies are added, or the last ones left out. Without it see copies. */
        OptionalInt riders();

        /** How often each rider of the trace rides, shifted in space and time; 1 is only itself. */
        @WithDefault("1")
        int copies();

        /** About how far apart copies of one rider are; 0 to 10,000. */
        @WithDefault("100")
        double copySpacingM();

        /**
         * Column of the rider by header name, or by position from 1; found by usual names otherwise. {@code file}, or no
         * such column: each file is a rider.
         */
        Optional<String> riderColumn();

        /** May be several columns: {@code date+time}, {@code 6+7}. */
        Optional<String> timeColumn();

        Optional<String> latitudeColumn();

        Optional<String> longitudeColumn();

        /** Metres to the east of the origin. */
        Optional<String> xColumn();

        /** Metres to the north of the origin. */
        Optional<String> yColumn();

        Optional<String> speedColumn();

        Optional<String> headingColumn();

        /** One character, {@code tab} or {@code blank}; found out otherwise. */
        Optional<String> separator();

        /** Whether a line names the columns; found out otherwise. */
        Optional<Boolean> header();

        /** Lines at the top of each file that are neither header nor fixes. */
        @WithDefault("0")
        int skipLines();

        /** auto, iso-8601, epoch-seconds, epoch-milliseconds, or a pattern such as {@code dd.MM.yyyy HH:mm:ss}. */
        @WithDefault("auto")
        String timeFormat();

        /** For times without an offset, e.g. America/Chicago. */
        Optional<String> timeZone();

        /** When the first fix is to have been taken: an instant, or {@code now}. For relative clocks, and for new dates. */
        Optional<String> start();

        /** {@code LATITUDE,LONGITUDE} in degrees; with it columns x and y are metres from there. */
        Optional<String> origin();

        /** metres-per-second, kilometres-per-hour, miles-per-hour, knots. */
        @WithDefault("metres-per-second")
        SpeedUnit speedUnit();

        /** More rows are refused: a trace is held in memory. */
        @WithDefault("5000000")
        int maxRows();
    }
}
