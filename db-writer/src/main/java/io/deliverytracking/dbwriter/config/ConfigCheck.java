package io.deliverytracking.dbwriter.config;

import io.deliverytracking.dbwriter.domain.PacePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The relations between settings that must hold; checked once, before anything starts. */
public final class ConfigCheck {
    private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** A clock of milliseconds measures no less, and a hundred probes have to fit into the window that is judged. */
    private static final Duration SHORTEST_PROBE_INTERVAL = Duration.ofMillis(5);

    private static final Duration LONGEST_PROBE_INTERVAL = Duration.ofMillis(100);

    private ConfigCheck() {}

    /**
     * Refuses contradictions.
     *
     * @throws IllegalArgumentException that names every property at fault and its value
     */
    public static void check(DbWriterConfig config) {
        List<String> faults = new ArrayList<>();
        DbWriterConfig.Database database = config.database();
        DbWriterConfig.Ingest ingest = config.ingest();
        DbWriterConfig.Partitions partitions = config.partitions();

        positive(faults, "delivery.database.lock-timeout", database.lockTimeout());
        positive(faults, "delivery.ingest.retry-first", ingest.retryFirst());
        positive(faults, "delivery.ingest.linger", ingest.linger());
        positive(faults, "delivery.ingest.commit-interval", ingest.commitInterval());
        if (ingest.commitInterval().compareTo(LONGEST_COMMIT_INTERVAL) > 0) {
            faults.add("delivery.ingest.commit-interval=" + ingest.commitInterval() + " has to be at most "
                    + LONGEST_COMMIT_INTERVAL + ": lag is shown from the last commit");
        }
        positive(faults, "delivery.partitions.retention", partitions.retention());
        positive(faults, "delivery.partitions.summary-interval", partitions.summaryInterval());
        positive(faults, "delivery.query.timeout", config.query().timeout());
        inOrder(
                faults,
                "delivery.database.lock-timeout",
                database.lockTimeout(),
                "delivery.database.socket-timeout",
                database.socketTimeout(),
                "a lock is waited for within a statement");
        inOrder(
                faults,
                "delivery.database.idle-in-transaction-timeout",
                database.idleInTransactionTimeout(),
                "delivery.database.socket-timeout",
                database.socketTimeout(),
                "a frozen writer has to be gone before others give their connections up");
        inOrder(
                faults,
                "delivery.database.socket-timeout",
                database.socketTimeout(),
                "delivery.ingest.max-poll-interval",
                ingest.maxPollInterval(),
                "taking over partitions asks the database within a poll");
        inOrder(
                faults,
                "delivery.ingest.retry-first",
                ingest.retryFirst(),
                "delivery.ingest.retry-max",
                ingest.retryMax(),
                "pauses grow");
        pace(faults, ingest);
        atLeast(faults, "delivery.ingest.max-records", ingest.maxRecords(), 1);
        atLeast(faults, "delivery.ingest.linger-bytes", ingest.lingerBytes(), 1);
        atLeast(faults, "delivery.partitions.ahead", partitions.ahead(), 1);
        atLeast(
                faults,
                "delivery.dead-letters.redrive-max-batch",
                config.deadLetters().redriveMaxBatch(),
                1);
        atLeast(
                faults,
                "delivery.dead-letters.redrive-max-attempts",
                config.deadLetters().redriveMaxAttempts(),
                1);
        positive(
                faults,
                "delivery.dead-letters.redrive-timeout",
                config.deadLetters().redriveTimeout());
        atLeast(faults, "delivery.query.max-results", config.query().maxResults(), 1);
        long widthMs = partitions.width().toMillis();
        if (widthMs < 1000 || Duration.ofDays(1).toMillis() % widthMs != 0) {
            faults.add("delivery.partitions.width=" + partitions.width() + " has to divide a day and be at least 1 s");
        }
        if (partitions.maintenanceInterval().compareTo(partitions.width().multipliedBy(partitions.ahead())) > 0) {
            faults.add("delivery.partitions.maintenance-interval=" + partitions.maintenanceInterval()
                    + " has to be at most width x ahead, or partitions are made too late");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Contradicting settings: " + String.join("; ", faults));
        }
    }

    private static void pace(List<String> faults, DbWriterConfig.Ingest ingest) {
        positive(faults, "delivery.ingest.foreground-p99", ingest.foregroundP99());
        inOrder(
                faults,
                "delivery.ingest.foreground-p99",
                ingest.foregroundP99(),
                "delivery.ingest.max-lag",
                ingest.maxLag(),
                "the writer has to see a breach before its lag wins");
        inOrder(
                faults,
                "delivery.ingest.linger",
                ingest.linger(),
                "delivery.ingest.max-lag",
                ingest.maxLag(),
                "records are as old as the broker gathers them");
        if (ingest.policy() == PacePolicy.FOREGROUND_FIRST
                && !ingest.probe()
                && !ingest.strategy().timesCommits()) {
            faults.add("delivery.ingest.probe=false with delivery.ingest.policy=foreground-first and"
                    + " delivery.ingest.strategy=" + ingest.strategy()
                    + ": the commits of that strategy are not timed, so nothing would stand for the foreground");
        }
        if (ingest.policy() == PacePolicy.FOREGROUND_FIRST && !ingest.probe() && !ingest.synchronousCommit()) {
            faults.add("delivery.ingest.probe=false with delivery.ingest.policy=foreground-first and"
                    + " delivery.ingest.synchronous-commit=false: commits that don't wait for the disk tell nothing of"
                    + " those that do");
        }
        if (ingest.probeInterval().compareTo(SHORTEST_PROBE_INTERVAL) < 0
                || ingest.probeInterval().compareTo(LONGEST_PROBE_INTERVAL) > 0) {
            faults.add("delivery.ingest.probe-interval=" + ingest.probeInterval() + " has to be from "
                    + SHORTEST_PROBE_INTERVAL + " to " + LONGEST_PROBE_INTERVAL);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            faults.add(name + "=" + value + " has to be positive");
        }
    }

    private static void atLeast(List<String> faults, String name, int value, int least) {
        if (value < least) {
            faults.add(name + "=" + value + " has to be at least " + least);
        }
    }

    private static void inOrder(
            List<String> faults,
            String smaller,
            Duration smallerValue,
            String larger,
            Duration largerValue,
            String why) {
        if (smallerValue.compareTo(largerValue) >= 0) {
            faults.add(smaller + "=" + smallerValue + " has to be below " + larger + "=" + largerValue + ": " + why);
        }
    }
}
