package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A full run that never was, from a seed: a small queueing model gives every arm a capacity and lets the foreground suffer with
 * the arm's load. Its figures are plausible, and mean nothing.
 */
final class SampleResult {

    static final List<Integer> RATES = List.of(1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000);

    private static final int WARM_UP = 5;
    private static final int MEASURED = 20;
    private static final int OUTAGE = 60;
    private static final long QUEUE_BYTES = 33_554_432;
    private static final int EVENT_BYTES = 60;
    private static final double IDLE_UPDATE_US = 1_450;

    private final Random random;

    /**
     * @param capacity events a second that the arm takes
     * @param weight how much the foreground suffers at the arm's capacity, in milliseconds
     */
    private record Model(Arm arm, int capacity, double weight, double postgresMicros, double walBytes) {}

    private static final List<Model> MODELS = List.of(
            model("idle", "Nothing is written", Arm.Kind.IDLE, 0, 0, 0, 0),
            model("discard", "The pipeline without its last step", Arm.Kind.DISCARD, 300_000, 3.4, 0, 0),
            model("log-copy", "Through the log, COPY", Arm.Kind.LOG, 212_000, 2.9, 2.1, 118),
            model("log-unnest", "Through the log, INSERT from unnest", Arm.Kind.LOG, 140_000, 5.2, 3.0, 124),
            model("direct-row-16", "Direct, a row a transaction, 16 connections", Arm.Kind.DIRECT, 12_500, 19, 68, 310),
            model("direct-row-64", "Direct, a row a transaction, 64 connections", Arm.Kind.DIRECT, 25_500, 46, 62, 290),
            model("direct-hibernate", "Direct, Hibernate Reactive", Arm.Kind.DIRECT, 6_400, 15, 110, 320),
            model("direct-batch", "Direct, batched in the application", Arm.Kind.DIRECT, 118_000, 12, 4.4, 131));

    private SampleResult(long seed) {
        random = new Random(seed);
    }

    static LoadTestResult full() {
        return new SampleResult(4).run();
    }

    /** The same run with other trials. */
    static LoadTestResult with(List<Arm> arms, List<Trial> trials) {
        LoadTestResult full = full();
        return new LoadTestResult(
                full.schema(),
                full.set(),
                full.startedAt(),
                full.tookSeconds(),
                full.headline(),
                full.seed(),
                full.options(),
                full.environment(),
                arms,
                trials,
                List.of(),
                full.weaknesses());
    }

    private static Model model(
            String name, String title, Arm.Kind kind, int capacity, double weight, double micros, double wal) {
        Map<String, String> configuration = new LinkedHashMap<>();
        switch (kind) {
            case LOG, DISCARD -> {
                configuration.put("acks", "all");
                configuration.put("linger.ms", "5");
                configuration.put("delivery.ingest.strategy", name.replace("log-", ""));
            }
            case DIRECT -> {
                configuration.put("connections", name.endsWith("16") ? "16" : "64");
                configuration.put("synchronous_commit", "on");
            }
            default -> {}
        }
        String description = switch (kind) {
            case IDLE -> "The foreground alone on the database.";
            case DISCARD -> "Broker, producer and writer as in the log's arms, but the writer throws the rows away.";
            case LOG ->
                "The application sends to the log; a consumer group stores rows and offsets in one transaction.";
            case DIRECT -> "The application writes to the table itself, and acknowledges after the commit.";
        };
        return new Model(new Arm(name, title, kind, description, configuration), capacity, weight, micros, wal);
    }

    private LoadTestResult run() {
        List<Trial> trials = new ArrayList<>();
        Map<String, Integer> rungsPastKnee = new TreeMap<>();
        for (int rate : RATES) {
            for (Model model : MODELS) {
                if (model.arm().kind() == Arm.Kind.IDLE
                        ? rate == 1_000
                        : rungsPastKnee.getOrDefault(model.arm().name(), 0) < 2 || rate == 100_000) {
                    Trial trial =
                            trial(model, Scenario.STEADY, model.arm().kind() == Arm.Kind.IDLE ? 0 : rate, MEASURED);
                    trials.add(trial);
                    if (!trial.kept()) {
                        rungsPastKnee.merge(model.arm().name(), 1, Integer::sum);
                    }
                }
            }
        }
        for (Model model : MODELS) {
            if (model.arm().kind() == Arm.Kind.LOG || model.arm().kind() == Arm.Kind.DIRECT) {
                trials.add(trial(model, Scenario.SPIKE, 10_000, 90));
                trials.add(trial(model, Scenario.OUTAGE, 100_000, 120));
                trials.add(trial(model, Scenario.SLOW_DATABASE, 20_000, 60));
                trials.add(trial(model, Scenario.KILL, 20_000, 60));
            }
        }
        trials.add(trial(MODELS.get(2), Scenario.STEADY, 80_000, 1_800));
        return new LoadTestResult(
                LoadTestResult.SCHEMA,
                "full",
                Instant.parse("2026-11-22T04:30:00Z"),
                2_287.4,
                100_000,
                1,
                List.of("--full", "--foreground=300"),
                environment(),
                MODELS.stream().map(Model::arm).toList(),
                trials,
                List.of(),
                List.of(
                        "Generator, broker, writer, foreground and Postgres share two processors: every arm pays for its own"
                                + " client.",
                        "A commit takes 0.1 ms on this disk; on a slower one single rows lose more.",
                        "The direct arms' JDBC driver runs in the application's JVM, the log's in the writer's."));
    }

    private Trial trial(Model model, Scenario scenario, int rate, int measured) {
        List<Second> timeline = new ArrayList<>();
        boolean log = model.arm().kind() == Arm.Kind.LOG || model.arm().kind() == Arm.Kind.DISCARD;
        boolean writes = model.arm().kind() == Arm.Kind.LOG || model.arm().kind() == Arm.Kind.DIRECT;
        double queue = 0;
        double lag = 0;
        long offeredSum = 0;
        long refusedSum = 0;
        long acknowledgedSum = 0;
        long storedSum = 0;
        long peakLag = 0;
        double peakQueue = 0;
        int load = WARM_UP + measured;
        for (int at = 0; at < load + 240; at++) {
            String phase = at >= load ? "drain" : at < WARM_UP ? "warm-up" : phase(scenario, at - WARM_UP);
            boolean away = phase.equals("outage") || phase.equals("lock");
            double due = at >= load ? 0 : phase.equals("spike") ? 10.0 * rate : rate;
            double intake = log ? 320_000 : away ? 0 : noisy(model.capacity(), 0.03);
            double acknowledged = Math.min(queue + due, intake);
            double left = queue + due - acknowledged;
            double room = QUEUE_BYTES / (double) EVENT_BYTES;
            double refused = Math.max(0, left - room);
            queue = Math.min(left, room);
            double stored = log ? Math.min(lag + acknowledged, away ? 0 : noisy(model.capacity(), 0.03)) : acknowledged;
            lag = log ? lag + acknowledged - stored : 0;
            double utilisation = model.capacity() == 0 ? 0 : stored / model.capacity();
            double factor = 1 + (model.weight() * 1_000 / IDLE_UPDATE_US) * Math.pow(Math.min(1, utilisation), 1.6);
            double foreground = noisy(IDLE_UPDATE_US * factor, 0.25);
            timeline.add(new Second(
                    at,
                    phase,
                    Math.round(due),
                    Math.round(due),
                    Math.round(refused),
                    Math.round(acknowledged),
                    0L,
                    Math.round(queue * EVENT_BYTES),
                    Math.round(queue),
                    log ? Math.round(lag) : null,
                    phase.equals("outage") ? null : Math.round(foreground),
                    phase.equals("outage") ? 300 : 0,
                    acknowledged < 1 ? null : Math.round(acknowledgement(log, queue, intake, foreground)),
                    writes ? Math.round(stored * model.walBytes() + 300_000) : 300_000,
                    cpu(model, acknowledged, stored)));
            offeredSum += Math.round(due);
            refusedSum += Math.round(refused);
            acknowledgedSum += Math.round(acknowledged);
            storedSum += Math.round(stored);
            peakLag = Math.max(peakLag, Math.round(lag));
            peakQueue = Math.max(peakQueue, queue * EVENT_BYTES);
            if (at >= load && queue < 1 && lag < 1) {
                // What rounding has left.
                storedSum = acknowledgedSum;
                break;
            }
        }
        boolean kept = refusedSum == 0
                && storedSum >= 0.999 * offeredSum
                && peakLag < 3L * rate + 1
                && peakQueue < QUEUE_BYTES / 4.0
                && model.capacity() >= rate;
        long lost = !log && scenario == Scenario.KILL && model.arm().name().equals("direct-batch") ? 3_870 : 0;
        return new Trial(
                model.arm().name(),
                scenario,
                rate,
                1,
                WARM_UP,
                measured,
                kept || model.arm().kind() == Arm.Kind.IDLE,
                new Counts(
                        offeredSum, offeredSum, refusedSum, acknowledgedSum, writes ? storedSum - lost : 0, lost, 0, 0),
                distribution(timeline, 0.4, false),
                writes ? distribution(timeline, log ? 9 : 1, false) : null,
                foreground(timeline),
                timeline.stream().mapToLong(Second::foregroundErrors).sum(),
                new Resources(
                        totals(timeline, measured),
                        timeline.stream()
                                .mapToLong(second -> Objects.requireNonNull(second.walBytes()))
                                .sum(),
                        writes ? 96_000_000L : null,
                        Math.round(peakQueue),
                        log ? peakLag : null,
                        writes ? (double) (timeline.size() - load) : null),
                moments(scenario),
                timeline,
                bottleneck(model, kept),
                scenario == Scenario.KILL ? List.of("Killed 5 times.") : List.of());
    }

    private static List<Moment> moments(Scenario scenario) {
        double at = WARM_UP + 20;
        return switch (scenario) {
            case OUTAGE ->
                List.of(
                        new Moment(at + 0.04, "Postgres is stopped"),
                        new Moment(at + OUTAGE + 1.3, "Postgres is back"));
            case SLOW_DATABASE ->
                List.of(new Moment(at + 0.1, "the table is locked"), new Moment(at + 10, "the lock is released"));
            case KILL ->
                List.of(
                        new Moment(at + 3.3, "the writer is killed"),
                        new Moment(at + 5.1, "the writer runs again"),
                        new Moment(at + 21.7, "the writer is killed"),
                        new Moment(at + 23.2, "the writer runs again"));
            default -> List.of();
        };
    }

    private static String bottleneck(Model model, boolean kept) {
        return kept
                ? "none reached"
                : switch (model.arm().kind()) {
                    case DIRECT ->
                        model.arm().name().equals("direct-batch")
                                ? "processor: both are busy (1.96 of 2 cores), 61% of them in Postgres"
                                : "commits: each waits for its own flush of the WAL (WALSync on 71% of the samples)";
                    default -> "processor: both are busy (1.98 of 2 cores), 44% of them in Postgres' COPY";
                };
    }

    private static String phase(Scenario scenario, int second) {
        boolean during = second >= 20 && second < 20 + OUTAGE;
        return switch (scenario) {
            case SPIKE -> second >= 20 && second < 50 ? "spike" : "load";
            case OUTAGE -> during ? "outage" : "load";
            case SLOW_DATABASE -> second >= 20 && second < 30 ? "lock" : "load";
            default -> "load";
        };
    }

    private double acknowledgement(boolean log, double queue, double intake, double foreground) {
        double waiting = intake > 0 ? queue / intake * 1e6 : 0;
        return noisy((log ? 7_500 : foreground * 1.4) + waiting, 0.2);
    }

    private Map<String, Double> cpu(Model model, double acknowledged, double stored) {
        Map<String, Double> cpu = new TreeMap<>();
        cpu.put("postgres", Math.min(1.4, noisy(0.06 + stored * model.postgresMicros() / 1e6, 0.1)));
        cpu.put("load-test", noisy(0.05, 0.2));
        if (model.arm().kind() != Arm.Kind.IDLE) {
            cpu.put("application", Math.min(1, noisy(0.04 + acknowledged * 2.2 / 1e6, 0.1)));
        }
        if (model.arm().kind() == Arm.Kind.LOG || model.arm().kind() == Arm.Kind.DISCARD) {
            cpu.put("broker", noisy(0.03 + acknowledged * 0.9 / 1e6, 0.1));
            cpu.put("db-writer", noisy(0.02 + stored * 1.3 / 1e6, 0.1));
        }
        return cpu;
    }

    private static Map<String, Double> totals(List<Second> timeline, int measured) {
        Map<String, Double> totals = new TreeMap<>();
        timeline.stream()
                .skip(WARM_UP)
                .limit(measured)
                .forEach(second -> second.cpu().forEach((process, cores) -> totals.merge(process, cores, Double::sum)));
        return totals;
    }

    private static @Nullable Latency distribution(List<Second> timeline, double factor, boolean foreground) {
        long[] values = timeline.stream()
                .skip(WARM_UP)
                .map(second -> foreground ? second.foregroundP99Us() : second.acknowledgementP99Us())
                .filter(value -> value != null)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        long count = timeline.stream()
                .mapToLong(second -> Objects.requireNonNull(second.acknowledged()))
                .sum();
        if (values.length == 0 || count == 0) {
            return null;
        }
        double middle = values[values.length / 2] * factor;
        return new Latency(
                count,
                middle * 0.5,
                Math.round(middle * 0.35),
                Math.round(middle),
                Math.round(middle * 0.98),
                Math.round(middle * 1.02),
                Math.round(values[values.length - 1] * factor * 1.6),
                Math.round(values[values.length - 1] * factor * 3));
    }

    private static Map<String, Latency> foreground(List<Second> timeline) {
        double[] values = timeline.stream()
                .skip(WARM_UP)
                .filter(second -> second.foregroundP99Us() != null)
                .mapToDouble(second -> second.foregroundP99Us())
                .sorted()
                .toArray();
        double p99 = values[values.length / 2];
        return Map.of(
                "read", latency(p99 * 0.28, 3_000),
                "create", latency(p99 * 0.93, 1_500),
                "update", latency(p99, 1_500));
    }

    private static Latency latency(double p99, long count) {
        return new Latency(
                count,
                p99 * 0.4,
                Math.round(p99 * 0.3),
                Math.round(p99),
                Math.round(p99 * 0.93),
                Math.round(p99 * 1.08),
                Math.round(p99 * 2.3),
                Math.round(p99 * 4));
    }

    private double noisy(double value, double spread) {
        return value * (1 + spread * Math.max(-2, Math.min(2, random.nextGaussian())) / 2);
    }

    private static Environment environment() {
        return new Environment(
                "A processor that never was",
                2,
                25_769_803_776L,
                "Linux 6.1",
                "e709f3ad79f22f22bc0d1cfb34c2225cd94db7e2",
                Map.of("java", "17.0.15", "postgres", "18.6", "postgresql (JDBC)", "42.7.10", "kafka-clients", "4.3.1"),
                Map.of(
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "shared_buffers", "1GB",
                        "max_wal_size", "8GB",
                        "track_commit_timestamp", "on"),
                Map.of("riders", "100,000", "foreground", "300 operations/s, 8 connections", "partitions", "12"));
    }
}
