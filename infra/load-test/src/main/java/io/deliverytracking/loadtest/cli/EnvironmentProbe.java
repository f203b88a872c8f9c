package io.deliverytracking.loadtest.cli;

import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.sample.MachineCpu;
import io.deliverytracking.loadtest.trial.TrialSet;
import io.deliverytracking.machine.Commit;
import io.deliverytracking.machine.Machine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.postgresql.util.DriverInfo;

/** Finds out what the figures will hold for. Stateless; blocks for about a second. */
final class EnvironmentProbe {

    private static final long LOOK_MS = 1_000;

    private EnvironmentProbe() {}

    /** How busy a machine may be with other things before that is to be said. */
    private static final double BUSY = 0.1;

    /**
     * Looks around.
     *
     * @param busy share of the processors that others had, if that is known
     * @param configuration what the figures hold for besides, by name
     */
    static Environment of(Path checkout, Tables tables, Optional<Double> busy, Map<String, String> configuration)
            throws LabException {
        Map<String, String> postgres = tables.settings();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        versions.put("Postgres", postgres.getOrDefault("server_version", Machine.UNKNOWN));
        versions.put("Postgres JDBC driver", DriverInfo.DRIVER_VERSION);
        versions.put("Kafka clients", AppInfoParser.getVersion());
        versions.put(
                "broker",
                "event-broker of this commit, with the protocol of Kafka clients " + AppInfoParser.getVersion());
        Machine machine = Machine.look();
        return new Environment(
                machine.processor(),
                machine.cores(),
                machine.memoryBytes(),
                machine.os(),
                Commit.of(checkout),
                versions,
                postgres,
                withMachine(busy, configuration));
    }

    /** Of a load test. */
    static Map<String, String> configuration(DatabaseServer server, TrialSet set, Foreground.Settings foreground) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(
                "foreground",
                foreground.perSecond() + " operations/s on " + foreground.connections()
                        + " connections: 70% read, 10% create, 20% update");
        configuration.put(
                "steady trial",
                set.steady().warmUp() + " s of warm-up (" + TrialSet.moreWarmUp()
                        + " s more behind a log, and for the foreground alone), "
                        + set.steady().load() + " s measured");
        configuration.put("database", server.isOurs() ? "embedded, started for this run" : "given by --database-url");
        configuration.put("writer's pace policy", "lag-first, unless an arm says otherwise");
        configuration.put("topic", "12 partitions, keyed by rider, no compression");
        configuration.put("riders", "100,000, who take turns");
        return configuration;
    }

    private static Map<String, String> withMachine(Optional<Double> busyBefore, Map<String, String> configuration) {
        Map<String, String> all = new LinkedHashMap<>(configuration);
        all.put(
                "processors before the first trial",
                busyBefore
                        .map(busy -> String.format(Locale.ROOT, "%.0f%% busy with other things", 100 * busy))
                        .orElse(Machine.UNKNOWN));
        return all;
    }

    /** What is to be said of a machine that has so much other work that it measures that work, too. */
    static Optional<String> remarkOf(Optional<Double> busy) {
        return busy.filter(share -> share > BUSY)
                .map(share -> String.format(
                        Locale.ROOT,
                        "Before anything started, the machine's processors were %.0f%% busy with other things: that is in every"
                                + " figure, and where the processors are the bottleneck it may be those.",
                        100 * share));
    }

    /** The share of the processors that others have now; takes a second. */
    static Optional<Double> busyBefore() {
        MachineCpu machine = new MachineCpu();
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return machine.sample().map(MachineCpu.Shares::busy);
    }
}
