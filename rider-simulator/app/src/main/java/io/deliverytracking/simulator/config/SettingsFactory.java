package io.deliverytracking.simulator.config;

import io.deliverytracking.events.Limits;
import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.CitySettings;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.partition.PartitionChoice;
import io.deliverytracking.simulator.domain.partition.Partitioning;
import io.deliverytracking.simulator.domain.replay.ReplaySettings;
import io.deliverytracking.traces.Bounds;
import io.deliverytracking.traces.TraceOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Translates {@link SimulatorConfig} into the domain's settings and checks what a single property cannot know: ranges
 * and relations. {@link #check()} runs at startup, so that a wrong property stops the application before it sends.
 */
@ApplicationScoped
public class SettingsFactory {

    public static final int MAX_RIDERS = 2_000_000;
    public static final double MIN_RATE = 0.001;
    public static final double MAX_RATE = 100;

    /** Room for some hundred events: with less the sender would never see room for one. */
    private static final int SMALLEST_BUFFER = 1 << 15;

    private final SimulatorConfig config;

    public SettingsFactory(SimulatorConfig config) {
        this.config = config;
    }

    /** Throws {@link InvalidSettingException} that names the first wrong property. */
    public void check() {
        requireRiders("simulator.riders", config.riders());
        requireRate("simulator.rate-per-rider", config.ratePerRider());
        config.duration().ifPresent(duration -> requirePositive("simulator.duration", duration));
        requirePositive("simulator.stop-timeout", config.stopTimeout());
        city();
        faults();
        acks();
        SimulatorConfig.Topics topics = config.topics();
        requireAtLeast("simulator.topics.location-partitions", topics.locationPartitions(), 1);
        requireAtLeast("simulator.topics.order-partitions", topics.orderPartitions(), 1);
        requireAtLeast("simulator.topics.dead-letter-partitions", topics.deadLetterPartitions(), 1);
        requirePositive("simulator.topics.location-retention", topics.locationRetention());
        requirePositive("simulator.topics.order-retention", topics.orderRetention());
        requireAtLeast(
                "simulator.topics.location-retention-bytes",
                topics.locationRetentionBytes(),
                topics.locationSegmentBytes());
        requireAtLeast(
                "simulator.topics.order-retention-bytes", topics.orderRetentionBytes(), topics.orderSegmentBytes());
        if (config.partitioner() == Partitioning.EXPLICIT) {
            requirePartition(config.explicitPartition(), topics.locationPartitions());
        }
        checkProducer();
        if (config.replay().file().isPresent()) {
            traceOptions();
            replaySettings();
        }
    }

    public CitySettings city() {
        SimulatorConfig.City city = config.city();
        if (!(Math.abs(city.latitude()) <= 80)) {
            throw new InvalidSettingException("simulator.city.latitude", city.latitude() + " is outside of -80 to 80");
        }
        if (!(Math.abs(city.longitude()) <= 180)) {
            throw new InvalidSettingException(
                    "simulator.city.longitude", city.longitude() + " is outside of -180 to 180");
        }
        requireTimeFactor("simulator.city.time-factor", city.timeFactor());
        try {
            CityPlane plane = new CityPlane(e7(city.latitude()), e7(city.longitude()), city.radiusM());
            return new CitySettings(
                    plane,
                    config.seed(),
                    city.ordersPerRiderHour(),
                    city.cancelledShare(),
                    city.timeOfDay().toNanoOfDay() / 1_000_000,
                    city.timeFactor());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("simulator.city", "has a wrong setting: " + e.getMessage());
        }
    }

    public FaultSettings faults() {
        SimulatorConfig.Faults faults = config.faults();
        try {
            return new FaultSettings(
                    faults.outOfOrderRate(),
                    faults.outOfOrderDelay().toMillis(),
                    faults.duplicateRate(),
                    faults.duplicateDelay().toMillis(),
                    faults.dropOutRate(),
                    faults.dropOutDuration().toMillis(),
                    faults.clockSkewShare(),
                    faults.clockSkew().toMillis(),
                    faults.gpsNoiseRate(),
                    faults.gpsNoiseM(),
                    faults.zeroFixRate());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("simulator.faults", "has a wrong setting: " + e.getMessage());
        }
    }

    /** -1 for all, as on the wire. */
    public int acks() {
        return switch (config.producer().acks()) {
            case "all", "-1" -> -1;
            case "1" -> 1;
            case "0" -> 0;
            default ->
                throw new InvalidSettingException(
                        "simulator.producer.acks", "\"" + config.producer().acks() + "\" is none of 0, 1, all");
        };
    }

    /**
     * A new choice for each session: some of them count.
     *
     * @param partitions how many the topic has; one that was there before may have others than configured
     * @param replayed where a replay is, whose middle divides its zones; empty divides the city at its centre
     */
    public PartitionChoice partitionChoice(int partitions, Optional<Bounds> replayed) {
        CityPlane plane = city().plane();
        return switch (config.partitioner()) {
            case KEY -> PartitionChoice.byKey();
            case ROUND_ROBIN -> PartitionChoice.roundRobin(partitions);
            case ZONE ->
                PartitionChoice.byZone(
                        partitions,
                        replayed.map(Bounds::middleLatitudeE7).orElse(plane.centreLatitudeE7()),
                        replayed.map(Bounds::middleLongitudeE7).orElse(plane.centreLongitudeE7()));
            case EXPLICIT -> PartitionChoice.explicit(requirePartition(config.explicitPartition(), partitions));
        };
    }

    /** How the files of a replay are to be read. */
    public TraceOptions traceOptions() {
        return ReplayConfig.options(config.replay());
    }

    public ReplaySettings replaySettings() {
        return ReplayConfig.settings(config.replay());
    }

    public static void requireRiders(String field, int riders) {
        if (riders < 1 || riders > MAX_RIDERS) {
            throw new InvalidSettingException(field, riders + " is outside of 1 to " + MAX_RIDERS);
        }
    }

    public static void requireRate(String field, double rate) {
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
            throw new InvalidSettingException(field, rate + " is outside of " + MIN_RATE + " to " + MAX_RATE);
        }
    }

    public static void requireTimeFactor(String field, double factor) {
        if (!(factor >= 0 && factor <= CitySettings.MOST_TIME_FACTOR)) {
            throw new InvalidSettingException(
                    field, factor + " is outside of 0 to " + (int) CitySettings.MOST_TIME_FACTOR);
        }
    }

    private static int requirePartition(int partition, int partitions) {
        if (partition < 0 || partition >= partitions) {
            throw new InvalidSettingException(
                    "simulator.explicit-partition", partition + " is not one of " + partitions + " partitions");
        }
        return partition;
    }

    private void checkProducer() {
        SimulatorConfig.Producer producer = config.producer();
        requireAtLeast("simulator.producer.linger-ms", producer.lingerMs(), 0);
        requireAtLeast("simulator.producer.batch-size", producer.batchSize(), 1);
        requireAtLeast(
                "simulator.producer.buffer-memory",
                producer.bufferMemory(),
                Math.max(SMALLEST_BUFFER, producer.batchSize()));
        requireAtLeast("simulator.producer.request-timeout-ms", producer.requestTimeoutMs(), 1);
        requireAtLeast(
                "simulator.producer.delivery-timeout-ms",
                producer.deliveryTimeoutMs(),
                (long) producer.lingerMs() + producer.requestTimeoutMs());
        requireAtLeast("simulator.producer.max-block-ms", producer.maxBlockMs(), 1);
    }

    private static int e7(double degrees) {
        return (int) Math.round(Math.max(-Limits.MAX_LONGITUDE_E7, Math.min(Limits.MAX_LONGITUDE_E7, degrees * 1e7)));
    }

    private static void requirePositive(String field, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new InvalidSettingException(field, duration + " is not positive");
        }
    }

    static void requireAtLeast(String field, long value, long least) {
        if (value < least) {
            throw new InvalidSettingException(field, value + " is below " + least);
        }
    }
}
