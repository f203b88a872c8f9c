package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.JdbcUrl;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.ForeignDatabase;
import io.deliverytracking.demo.supervisor.Leftovers;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.demo.supervisor.SupervisorLock;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.ForeignPostgres;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.OwnPostgres;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.output.ResultFiles;
import io.deliverytracking.loadtest.report.Report;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import io.deliverytracking.loadtest.trial.Arms;
import io.deliverytracking.loadtest.trial.LoadTest;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./delivery load-test}.
 *
 * <p>Threading: one thread; signals ask it to stop, which it looks at several times a second.
 * <p>Ownership: the database, where it is ours, and everything that trials start; nothing runs any more when it returns.
 */
@Command(
        name = "load-test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisHeading = "usage: ",
        customSynopsis = "./delivery load-test [--quick | --full | --soak] [OPTION]...",
        description = {
            "",
            "What a stream of events does to a database and to its other users: written straight to Postgres, and through the log."
                    + " Each way runs at growing rates until it no longer keeps up, while orders are read, created and updated"
                    + " beside it.",
            ""
        },
        footer = {
            "",
            "Ctrl-C ends it, and reports what there is by then. Exit status: 0 all trials ran, and the log lost nothing; 1 not so;"
                    + " 2 the options make no sense; 3 something that it needs is missing."
        })
final class LoadTestCommand implements Callable<Integer> {

    private static final long NEEDED_MEMORY = 3L << 30;

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup
    private Size size = new Size();

    /** At most one of these. */
    private static final class Size {
        @Option(
                names = "--quick",
                description = "Under 5 minutes: the ways that matter most, at three rates. This is the default.")
        private boolean quick;

        @Option(
                names = "--full",
                description = "Under 40 minutes: all ways, more rates, and everything that goes wrong.")
        private boolean full;

        @Option(names = "--soak", description = "Half an hour of the log at 100,000 events/s.")
        private boolean soak;
    }

    @Option(names = "--arms", split = ",", paramLabel = "ARM", description = "Only these; --list-arms names them.")
    private List<String> arms = List.of();

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            description =
                    "Events a second, for example 10000,50000. What goes wrong does so at the highest; a spike rises up"
                            + " to it.")
    private List<Integer> rates = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES}, as far as the set has them.")
    private List<Scenario> scenarios = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Measured seconds of a trial; where something goes wrong, before it and after it.")
    private @Nullable Integer seconds;

    @Option(names = "--disturbance", paramLabel = "N", description = "Seconds that a spike, an outage and a lock last.")
    private @Nullable Integer disturbanceSeconds;

    @Option(
            names = "--foreground",
            paramLabel = "N",
            defaultValue = "300",
            description = "Operations a second of the other users of the database (default ${DEFAULT-VALUE}).")
    private int foreground;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A Postgres of yours (JDBC, with user and password) instead of the embedded one. Its tables are"
                            + " emptied; it is never stopped.")
    private @Nullable String databaseUrl;

    @Option(names = "--empty-tables", description = "Agree to that where the tables of --database-url hold something.")
    private boolean emptyTables;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where report.html, result.json, trials.csv and seconds.csv go (default: a new folder below"
                    + " .delivery/load-test/results).")
    private @Nullable Path output;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides the moments of kills (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--list-arms", description = "Name the arms and end.")
    private boolean listArms;

    @Option(names = "--check", hidden = true, description = "Check the options and end: for the script.")
    private boolean check;

    @Override
    public Integer call() throws DemoFailure, LabException, IOException {
        Console console = new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                "1".equals(System.getenv("DELIVERY_TERMINAL")));
        if (listArms) {
            Arms.all()
                    .forEach(arm -> console.say(String.format(
                            Locale.ROOT, "%-24s %s", arm.name(), arm.arm().title())));
            return ExitStatus.OK;
        }
        TrialSet set = trials();
        if (check) {
            return ExitStatus.OK;
        }
        StopRequest stop = StopRequest.fromSignals();
        DeliveryHome home = home();
        home.create();
        try (SupervisorLock lock = SupervisorLock.take(
                home.run(), holder -> "a load test is already running here" + holder + "; end it with Ctrl-C")) {
            Leftovers.stop(home.run(), console);
            checkMachine(home, set);
            try (DatabaseServer server = database(home, console)) {
                return run(set, home, server, console, stop);
            }
        }
    }

    private int run(TrialSet set, DeliveryHome home, DatabaseServer server, Console console, StopRequest stop)
            throws DemoFailure, LabException, IOException {
        Tables tables = new Tables(server.database());
        List<String> forgetful = tables.whatMakesItForget();
        if (!forgetful.isEmpty()) {
            throw new DemoFailure(
                    ExitStatus.ENVIRONMENT,
                    "this database may forget what it committed: " + String.join(", ", forgetful)
                            + ". Figures of it would compare nothing; switch it on, or take the embedded one."
                            + " (The arms that trade durability for speed do so for their own sessions, and say so.)");
        }
        tables.migrate();
        if (!server.isOurs() && !emptyTables && tables.hold()) {
            throw new DemoFailure(
                    ExitStatus.ENVIRONMENT,
                    "the tables of --database-url hold something, and each trial empties them;"
                            + " --empty-tables agrees to that");
        }
        Foreground.Settings business = new Foreground.Settings(foreground, Foreground.Settings.USUAL.connections());
        Path directory = directory(home);
        // Before half an hour has passed, not after it.
        Files.createDirectories(directory);
        console.say("Load test (" + set.name() + "); the result goes to " + directory);
        LoadTestResult result = new LoadTest(set, home, server, business, console, stop, seed)
                .run(EnvironmentProbe.of(home.checkout(), tables, set, business));
        if (result.trials().isEmpty()) {
            console.say("No trial came to a result: there is nothing to report.");
            return ExitStatus.FAILED;
        }
        ResultFiles.write(result, directory);
        Path report = directory.resolve("report.html");
        Report.write(result, report);
        console.say(String.format(
                Locale.ROOT,
                "%d trials in %d min %02d s. The report: %s",
                result.trials().size(),
                (int) result.tookSeconds() / 60,
                (int) result.tookSeconds() % 60,
                report));
        return verdict(result, console, stop);
    }

    /** The log's promise, on which everything stands: nothing acknowledged is lost, and nothing is stored twice. */
    private static int verdict(LoadTestResult result, Console console, StopRequest stop) {
        List<String> logArms = result.arms().stream()
                .filter(arm -> arm.kind() == Arm.Kind.LOG)
                .map(Arm::name)
                .toList();
        boolean kept = true;
        for (Trial trial : result.trials()) {
            boolean broken = trial.counts().lost() > 0 || trial.counts().duplicated() > 0;
            if (logArms.contains(trial.arm()) && broken) {
                kept = false;
                console.say(String.format(
                        Locale.ROOT,
                        "! %s at %,d/s (%s) lost %,d events and stored %,d twice.",
                        trial.arm(),
                        trial.offeredPerSecond(),
                        trial.scenario(),
                        trial.counts().lost(),
                        trial.counts().duplicated()));
            }
        }
        return kept && !stop.isAsked() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private TrialSet trials() {
        TrialSet set = size.full ? TrialSet.full() : size.soak ? TrialSet.soak() : TrialSet.quick();
        require(foreground >= 1 && foreground <= 100_000, "--foreground " + foreground + " is none of 1 to 100000");
        if (seconds != null) {
            require(seconds >= 1 && seconds <= 86_400, "--seconds " + seconds + " is none of 1 to 86400");
            set = set.withSeconds(seconds);
        }
        if (disturbanceSeconds != null) {
            require(
                    disturbanceSeconds >= 1 && disturbanceSeconds <= 3_600,
                    "--disturbance " + disturbanceSeconds + " is none of 1 to 3600");
            set = set.withDisturbanceSeconds(disturbanceSeconds);
        }
        if (!rates.isEmpty()) {
            for (int rate : rates) {
                require(rate >= 1 && rate <= 2_000_000, "--rates " + rate + " is none of 1 to 2000000");
            }
            set = set.withRates(rates);
        }
        if (!scenarios.isEmpty()) {
            set = set.withScenarios(EnumSet.copyOf(scenarios));
        }
        if (!arms.isEmpty()) {
            try {
                set = set.withArms(arms);
            } catch (IllegalArgumentException e) {
                throw misuse(String.valueOf(e.getMessage()));
            }
        }
        if (databaseUrl != null) {
            try {
                JdbcUrl.parse(databaseUrl);
            } catch (IllegalArgumentException e) {
                throw misuse(String.valueOf(e.getMessage()));
            }
            set = set.withoutOutages();
        }
        require(set.hasTrials(), "nothing is left to run: the set has none of these arms in these scenarios");
        return set;
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw misuse(complaint);
        }
    }

    private ParameterException misuse(String complaint) {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        return new ParameterException(spec.commandLine(), complaint);
    }

    /** Below the demo's home, with its cache: Postgres is unpacked once, and starts that were recorded serve here, too. */
    private static DeliveryHome home() {
        String named = System.getenv("DELIVERY_HOME");
        String root = System.getenv("DELIVERY_ROOT");
        Path checkout = Path.of(root == null || root.isEmpty() ? "." : root)
                .toAbsolutePath()
                .normalize();
        Path usual = named == null || named.isEmpty()
                ? checkout.resolve(".delivery")
                : Path.of(named).toAbsolutePath().normalize();
        Path ours = usual.resolve("load-test");
        return new DeliveryHome(checkout, ours, ours.resolve("data"), usual.resolve("cache"));
    }

    private Path directory(DeliveryHome home) {
        return output != null
                ? output.toAbsolutePath().normalize()
                : home.home().resolve("results").resolve(FOLDER.format(LocalDateTime.now()));
    }

    private DatabaseServer database(DeliveryHome home, Console console) throws DemoFailure, LabException, IOException {
        if (databaseUrl == null) {
            return OwnPostgres.start(home, Ports.free().of(Ports.Use.POSTGRES));
        }
        ForeignPostgres foreign = new ForeignPostgres(databaseUrl);
        new ForeignDatabase(foreign.database()).check(console);
        return foreign;
    }

    private static void checkMachine(DeliveryHome home, TrialSet set) throws DemoFailure {
        List<String> troubles = new ArrayList<>();
        for (String module : List.of("event-broker/app", "db-writer")) {
            Path jar = home.checkout().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
            if (!Files.exists(jar)) {
                troubles.add(module + " is not built: " + jar + " is missing");
            }
        }
        Machine machine = Machine.thisOne();
        machine.availableMemory().ifPresent(available -> {
            if (available < NEEDED_MEMORY) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB of memory are free; the load test needs %,d MB",
                        available >> 20,
                        NEEDED_MEMORY >> 20));
            }
        });
        long needed = set.diskBytes();
        machine.freeDisk(home.data()).ifPresent(free -> {
            if (free < needed) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB are free where %s is; a trial may need %,d MB (lower --rates or fewer --seconds help)",
                        free >> 20,
                        home.data(),
                        needed >> 20));
            }
        });
        if (!troubles.isEmpty()) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, String.join(System.lineSeparator(), troubles));
        }
    }
}
