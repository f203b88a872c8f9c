package io.deliverytracking.broker.benchmark.cli;

import io.deliverytracking.broker.benchmark.probe.EnvironmentProbe;
import io.deliverytracking.broker.benchmark.probe.HostProbe;
import io.deliverytracking.broker.benchmark.result.BenchmarkResult;
import io.deliverytracking.broker.benchmark.result.Environment;
import io.deliverytracking.broker.benchmark.result.RowResult;
import io.deliverytracking.broker.benchmark.result.TerminalTable;
import io.deliverytracking.broker.benchmark.subject.ApacheKafkaBroker;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.EventBroker;
import io.deliverytracking.broker.benchmark.trial.Comparison;
import io.deliverytracking.broker.benchmark.trial.Lab;
import io.deliverytracking.broker.benchmark.trial.Recording;
import io.deliverytracking.broker.benchmark.trial.Sizes;
import io.deliverytracking.broker.benchmark.trial.Trial;
import io.deliverytracking.broker.benchmark.trial.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./delivery broker-benchmark}.
 *
 * <p>Threading: one thread. Ownership: every process that it starts; a shutdown hook ends them with it.
 */
@Command(
        name = "broker-benchmark",
        sortOptions = false,
        synopsisHeading = "usage: ",
        customSynopsis = {
            "./delivery broker-benchmark [OPTION]...",
            "./delivery broker-benchmark --jmh [JMH's OPTION]..."
        },
        description = {
            "",
            "Runs event-broker and Apache Kafka in turn, on the same work, by the same official clients, and prints the ratios with"
                    + " their spread: starts, memory, processor time, delay, throughput. The machine should have nothing else to do;"
                    + " it takes half an hour on two cores.",
            ""
        },
        footer = {
            "",
            "--jmh runs the microbenchmarks of the hot paths instead, e.g. --jmh -l, or --jmh Produce -f 1.",
            "",
            "Ctrl-C ends it; what was measured by then is in the files. Exit status: 0 it ran, aims met or missed, and neither broker"
                    + " lost or repeated a record; 1 not so; 2 the options make no sense; 3 something that it needs is missing."
        })
public final class BrokerBenchmarkCommand implements Callable<Integer> {

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int MOST_ROUNDS = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--quick", description = "Few and short rounds: a few minutes, for a rough picture.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ROW",
            description =
                    "Only these: start, memory, linger-5, linger-0, four-producers, flat-out, partitions, connections.")
    private List<String> only = Trials.names();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Pairs of every row (default 7 for start and flat-out, 5 for the lingers, 3 for the rest).")
    private @Nullable Integer rounds;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where broker-benchmark.md and .json go (default: a new folder below"
                    + " .delivery/broker-benchmark/results).")
    private @Nullable Path output;

    @Option(names = "--check", hidden = true, description = "Check the options and end: for the script.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws IOException, MissingException {
        Sizes sizes = sizes();
        if (check) {
            return Program.OK;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(BrokerBenchmarkCommand::endChildren, "end-children"));
        try (Workplace workplace = Workplace.take(Workplace.deliveryHome())) {
            Path directory = output != null
                    ? output.toAbsolutePath().normalize()
                    : workplace.results().resolve(FOLDER.format(LocalDateTime.now()));
            return run(sizes, workplace, directory);
        }
    }

    private int run(Sizes sizes, Workplace workplace, Path directory) throws IOException {
        say("Broker benchmark; the result goes to " + directory);
        Lab lab = new Lab(workplace.data());
        EventBroker ours = new EventBroker(Workplace.checkout(), Workplace.deliveryHome());
        ApacheKafkaBroker theirs = new ApacheKafkaBroker(
                Workplace.checkout(), Workplace.deliveryHome().resolve("cache/apache-kafka"));
        List<BrokerUnderTest> subjects = new ArrayList<>(List.of(ours));
        ours.withoutHttp().ifPresent(subjects::add);
        subjects.add(theirs);
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (BrokerUnderTest broker : subjects) {
            Recording.ensure(broker, workplace.data().resolve("recording"), lab, BrokerBenchmarkCommand::say);
            settings.put(broker.name(), broker.settings());
        }
        settings.forEach((name, words) -> say(name + ": " + String.join(" ", words)));
        Environment environment = EnvironmentProbe.look(Workplace.checkout(), settings);
        Progress result = new Progress(environment);
        Comparison comparison = new Comparison(ours, theirs, lab, BrokerBenchmarkCommand::say);
        boolean complete = true;
        for (String name : Trials.names()) {
            if (only.contains(name)) {
                try (Trial trial = Trials.make(name, lab, sizes)) {
                    List<RowResult> rows = comparison.run(trial);
                    complete &= rows.size() == trial.rows().size();
                    result.rows.addAll(rows);
                }
                ResultFiles.write(result.soFar(lab), directory);
            }
        }
        boolean fine = complete && !lab.isUnaccounted();
        if (!fine) {
            lab.keepLogs(directory.resolve("logs"));
        }
        Utils.delete(workplace.data().toFile());
        System.out.println();
        System.out.print(TerminalTable.of(result.soFar(lab)));
        return fine ? Program.OK : Program.FAILED;
    }

    /** What has been measured so far. */
    private final class Progress {

        private final Environment environment;
        private final List<RowResult> rows = new ArrayList<>();
        private final String date =
                ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        private final long startNs = System.nanoTime();
        private final HostProbe host = new HostProbe();

        Progress(Environment environment) {
            this.environment = environment;
        }

        BenchmarkResult soFar(Lab lab) {
            return new BenchmarkResult(
                    date,
                    options(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs),
                    host.stolen(),
                    environment,
                    rows,
                    lab.remarks());
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (quick) {
            options.add("--quick");
        }
        if (!only.equals(Trials.names())) {
            options.add("--only " + String.join(",", only));
        }
        if (rounds != null) {
            options.add("--rounds " + rounds);
        }
        return options;
    }

    private Sizes sizes() {
        require(!only.isEmpty(), "--only names no row; there are " + String.join(", ", Trials.names()));
        for (String name : only) {
            require(
                    Trials.names().contains(name),
                    "there is no row '" + name + "'; there are " + String.join(", ", Trials.names()));
        }
        require(
                rounds == null || rounds >= 1 && rounds <= MOST_ROUNDS,
                "--rounds " + rounds + " is none of 1 to " + MOST_ROUNDS);
        require(output == null || !output.toString().isBlank(), "--output names no folder");
        return quick ? Sizes.quick(rounds) : Sizes.usual(rounds);
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            if (spec == null) {
                throw new IllegalStateException("the command was not parsed");
            }
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
