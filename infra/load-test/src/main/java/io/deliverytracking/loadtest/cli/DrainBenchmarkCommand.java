package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Leftovers;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.demo.supervisor.SupervisorLock;
import io.deliverytracking.loadtest.drain.DrainBenchmark;
import io.deliverytracking.loadtest.drain.DrainFiles;
import io.deliverytracking.loadtest.drain.DrainPlan;
import io.deliverytracking.loadtest.drain.DrainReport;
import io.deliverytracking.loadtest.drain.DrainResult;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.OwnPostgres;
import io.deliverytracking.loadtest.lab.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./delivery drain-benchmark}.
 *
 * <p>Threading: one thread; signals ask it to stop, which it looks at several times a second.
 * <p>Ownership: the database and everything that the benchmark starts; nothing runs any more when it returns.
 */
@Command(
        name = "drain-benchmark",
        sortOptions = false,
        synopsisHeading = "usage: ",
        customSynopsis = "./delivery drain-benchmark [OPTION]...",
        description = {
            "",
            "What it costs to bring a backlog of location events into Postgres: copied by a plain program, by db-writer (exactly"
                    + " once), and by Debezium's JDBC sink in Kafka Connect; one after the other, from the same topic into the same"
                    + " table, in the embedded Postgres with fsync on.",
            ""
        },
        footer = {
            "",
            "Ctrl-C ends it without a result. Exit status: 0 it ran, and plain program and db-writer stored each record once; 1 not so;"
                    + " 2 the options make no sense; 3 something that it needs is missing."
        })
final class DrainBenchmarkCommand implements Callable<Integer> {

    private static final long NEEDED_MEMORY = 4L << 30;
    private static final long MOST_ROWS = 1_000_000_000;
    private static final long USUAL_DEBEZIUM_ROWS = 2_000_000;

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("'drain-'yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Records in the topic (default ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SIDE",
            description = "Only these: bare-copy, db-writer-ingest (without what it does beside), db-writer, debezium.")
    private List<String> only = DrainPlan.allSides();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How often bare-copy and db-writer take turns (default ${DEFAULT-VALUE}): their ratio is near one, and"
                            + " a machine is not the same twice.")
    private int rounds;

    @Option(
            names = "--writer-setting",
            paramLabel = "NAME=VALUE",
            description = "A property of db-writer, beyond those of the demo. May be repeated.")
    private Map<String, String> writerSettings = new LinkedHashMap<>();

    @Option(
            names = "--debezium-rows",
            paramLabel = "N",
            description = "Debezium's sink is stopped after so many (default " + USUAL_DEBEZIUM_ROWS
                    + "): it takes far longer.")
    private @Nullable Long debeziumRows;

    @Option(
            names = "--debezium-setting",
            paramLabel = "NAME=VALUE",
            description =
                    "A property of the connector, in place of ours: to tune it better than we could. May be repeated.")
    private Map<String, String> debeziumSettings = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Where drain.txt and drain.json go (default: a new folder below .delivery/load-test/results).")
    private @Nullable Path output;

    @Option(names = "--check", hidden = true, description = "Check the options and end: for the script.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws DemoFailure, LabException, IOException {
        DrainPlan plan = plan();
        if (check) {
            return ExitStatus.OK;
        }
        Console console = Terminal.console();
        StopRequest stop = StopRequest.fromSignals();
        DeliveryHome home = LoadTestHome.ofEnvironment();
        home.create();
        try (SupervisorLock lock = SupervisorLock.take(
                home.run(), holder -> "a load test is already running here" + holder + "; end it with Ctrl-C")) {
            Leftovers.stop(home.run(), console);
            Preconditions.check(home, Machine.thisOne(), NEEDED_MEMORY, plan.diskBytes(), "fewer --rows help");
            if (plan.hasDebezium() && !DrainBenchmark.isConnectBuilt(home)) {
                throw new DemoFailure(
                        ExitStatus.ENVIRONMENT,
                        "infra/kafka-connect is not built, which ./delivery drain-benchmark does; or leave Debezium out:"
                                + " --only bare-copy,db-writer-ingest,db-writer");
            }
            try (DatabaseServer server = OwnPostgres.start(home, Ports.free().of(Ports.Use.POSTGRES))) {
                return run(plan, home, server, console, stop);
            }
        }
    }

    private int run(DrainPlan plan, DeliveryHome home, DatabaseServer server, Console console, StopRequest stop)
            throws DemoFailure, LabException, IOException {
        Tables tables = new Tables(server.database());
        List<String> forgetful = tables.whatMakesItForget();
        if (!forgetful.isEmpty()) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, "not durable: " + String.join(", ", forgetful));
        }
        tables.migrate();
        Path directory = output != null
                ? output.toAbsolutePath().normalize()
                : home.home().resolve("results").resolve(FOLDER.format(LocalDateTime.now()));
        ResultFolder.prepare(directory);
        console.say("Drain benchmark; the result goes to " + directory);
        Optional<Double> busy = EnvironmentProbe.busyBefore();
        EnvironmentProbe.remarkOf(busy).ifPresent(remark -> console.say("! " + remark));
        DrainResult result = new DrainBenchmark(plan, home, server, console, stop)
                .run(EnvironmentProbe.of(home.checkout(), tables, busy, configuration(plan)));
        DrainFiles.write(result, directory);
        console.sayAll(System.lineSeparator() + DrainReport.of(result));
        return result.eachOnceWherePromised() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static Map<String, String> configuration(DrainPlan plan) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("topic", "12 partitions, keyed by rider, no compression");
        configuration.put("rows", String.format(Locale.ROOT, "%,d", plan.rows()));
        plan.writerSettings().forEach((name, value) -> configuration.put("db-writer " + name, value));
        plan.connectorSettings().forEach((name, value) -> configuration.put("connector " + name, value));
        return configuration;
    }

    private DrainPlan plan() {
        require(rows >= 1 && rows <= MOST_ROWS, "--rows " + rows + " is none of 1 to " + MOST_ROWS);
        require(rounds >= 1 && rounds <= 20, "--rounds " + rounds + " is none of 1 to 20");
        long ofDebezium = debeziumRows == null ? USUAL_DEBEZIUM_ROWS : debeziumRows;
        require(
                ofDebezium >= 1 && ofDebezium <= MOST_ROWS,
                "--debezium-rows " + ofDebezium + " is none of 1 to " + MOST_ROWS);
        require(!only.isEmpty(), "--only names no side; there are " + String.join(", ", DrainPlan.allSides()));
        for (String side : only) {
            require(
                    DrainPlan.allSides().contains(side),
                    "there is no side '" + side + "'; there are " + String.join(", ", DrainPlan.allSides()));
        }
        requireNames("--writer-setting", writerSettings);
        requireNames("--debezium-setting", debeziumSettings);
        DrainPlan plan = new DrainPlan(rows, rounds, ofDebezium, only, writerSettings, debeziumSettings);
        require(
                plan.hasDebezium() || debeziumRows == null && debeziumSettings.isEmpty(),
                "--debezium-rows and --debezium-setting change nothing without debezium, which --only leaves out");
        require(
                plan.hasWriter() || writerSettings.isEmpty(),
                "--writer-setting changes nothing without db-writer, which --only leaves out");
        try {
            ResultFolder.requireName(output);
        } catch (IllegalArgumentException e) {
            require(false, String.valueOf(e.getMessage()));
        }
        return plan;
    }

    private void requireNames(String option, Map<String, String> settings) {
        require(settings.keySet().stream().noneMatch(String::isBlank), option + " is NAME=VALUE; there is no name");
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            if (spec == null) {
                throw new IllegalStateException("the command was not parsed");
            }
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
