package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.JdbcUrl;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.ForeignDatabase;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.demo.supervisor.SupervisorLock;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.ForeignPostgres;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.OwnPostgres;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.trial.Arms;
import io.deliverytracking.loadtest.trial.LoadTest;
import io.deliverytracking.loadtest.trial.TrialRunner;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./delivery load-test}.
 *
 * <p>Threading: one thread; signals ask it to stop, which it looks at several times a second; see {@link Emergency} for those who
 * ask twice.
 * <p>Ownership: the database, where it is ours, and everything that trials start; nothing runs any more when it returns.
 */
@Command(
        name = "load-test",
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
            "Ctrl-C ends it, and reports what there is by then; a second one ends it at once. Exit status: 0 all trials came to a"
                    + " result, and the log lost nothing; 1 not so; 2 the options make no sense; 3 something that it needs is"
                    + " missing."
        })
final class LoadTestCommand implements Callable<Integer> {

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private TrialSelection selection = new TrialSelection();

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
                    "A Postgres of yours (JDBC, with user and password) instead of the embedded one: a database that is empty, or"
                            + " one of db-writer's, whose tables are emptied. It is never stopped.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--empty-tables",
            description =
                    "Agree to that where the tables of --database-url hold something, as they do after a load test.")
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

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws DemoFailure, LabException, IOException {
        Console console = Terminal.console();
        if (listArms) {
            Arms.all()
                    .forEach(arm -> console.say(String.format(
                            Locale.ROOT, "%-24s %s", arm.name(), arm.arm().title())));
            return ExitStatus.OK;
        }
        TrialSet set = checkedOptions();
        if (check) {
            return ExitStatus.OK;
        }
        StopRequest stop = StopRequest.fromSignals();
        DeliveryHome home = LoadTestHome.ofEnvironment();
        home.create();
        try (SupervisorLock lock = SupervisorLock.take(
                home.run(), holder -> "a load test is already running here" + holder + "; end it with Ctrl-C")) {
            Emergency.watch(stop, home, console);
            Preflight preflight = new Preflight(home, Machine.thisOne(), console);
            preflight.clear();
            preflight.checkMachine(set);
            try (DatabaseServer server = database(home, console)) {
                List<String> remarks = preflight.checkDatabase(server, emptyTables);
                return run(set, home, server, console, stop, remarks);
            }
        }
    }

    private int run(
            TrialSet set,
            DeliveryHome home,
            DatabaseServer server,
            Console console,
            StopRequest stop,
            List<String> remarks)
            throws DemoFailure, LabException, IOException {
        Foreground.Settings business = new Foreground.Settings(foreground, Foreground.Settings.USUAL.connections());
        Path directory = directory(home);
        ResultFolder folder = ResultFolder.create(directory, console);
        Optional<Double> busy = EnvironmentProbe.busyBefore();
        Environment environment = EnvironmentProbe.of(
                home.checkout(),
                new Tables(server.database()),
                busy,
                EnvironmentProbe.configuration(server, set, business));
        console.say("Load test (" + set.name() + ", about " + LoadTest.inWords(set.expected())
                + "); the result goes to " + directory);
        List<String> allRemarks = new ArrayList<>(remarks);
        EnvironmentProbe.remarkOf(busy).ifPresent(remark -> {
            console.say("! " + remark);
            allRemarks.add(remark);
        });
        LoadTest.Outcome outcome = new LoadTest(
                        set,
                        new TrialRunner(home, server, business, stop),
                        console,
                        stop,
                        home.logs(),
                        new LoadTest.Conditions(foreground, seed, optionsAsGiven(), allRemarks))
                .run(environment, folder::writeSoFar);
        LoadTestResult result = outcome.result();
        if (result.trials().isEmpty()) {
            console.say("No trial came to a result: there is nothing to report.");
            return ExitStatus.FAILED;
        }
        folder.write(result);
        console.say(String.format(
                Locale.ROOT,
                "%d trial%s in %d min %02d s. The report: %s",
                result.trials().size(),
                result.trials().size() == 1 ? "" : "s",
                (int) result.tookSeconds() / 60,
                (int) result.tookSeconds() % 60,
                folder.report()));
        Verdict verdict = Verdict.of(outcome);
        verdict.complaints().forEach(complaint -> console.say("! " + complaint));
        return verdict.exitStatus();
    }

    private List<String> optionsAsGiven() {
        return spec == null
                ? List.of()
                : GivenOptions.of(spec.commandLine().getParseResult().originalArgs());
    }

    private TrialSet checkedOptions() {
        try {
            if (foreground < 1 || foreground > 100_000) {
                throw new IllegalArgumentException("--foreground " + foreground + " is none of 1 to 100000");
            }
            if (databaseUrl != null) {
                JdbcUrl.parse(databaseUrl);
            } else if (emptyTables) {
                throw new IllegalArgumentException(
                        "--empty-tables goes with --database-url; the embedded database is made for the load test");
            }
            ResultFolder.requireName(output);
            return selection.trials(databaseUrl == null);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException misuse(String complaint) {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        return new ParameterException(spec.commandLine(), complaint);
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
}
