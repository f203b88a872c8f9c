package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.JdbcUrl;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.ReplayPlan;
import io.deliverytracking.demo.services.Services;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.demo.supervisor.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./delivery demo}: turns options into a {@link DemoPlan} and has it supervised. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Runs the whole pipeline: riders, broker, live positions, analytics, bulk writer, Postgres.",
            "Ends after --duration, at the end of a replayed trace, or with Ctrl-C; then every event is accounted for."
        },
        footer = {
            "",
            "Replays, best with a --data-dir of their own, since their fixes are of another time. A CSV, an hour a minute:",
            "  ./delivery demo --replay buses.csv --speed-up 60 --speed-unit miles-per-hour",
            "Metres and a clock that counts from nowhere, made 100,000 riders, again and again:",
            "  ./delivery demo --replay couriers.zip --origin 40.4168,-3.7038 --start 2022-06-01T09:00:00Z \\",
            "                  --speed-up 5 --riders 100000 --loop",
            "A ride of one's own, as slow as it was, and as if it were now:",
            "  ./delivery demo --replay monday.gpx --speed-up 1 --start now",
            "Without names: GeoLife's .plt (latitude, longitude, ..., date, time), T-Drive's taxis (id, time, lon, lat):",
            "  ./delivery demo --replay Data/ --skip-lines 6 --columns latitude=1,longitude=2,time=6+7 \\",
            "                  --time-zone UTC",
            "  ./delivery demo --replay taxis/ --columns longitude=3,latitude=4 --time-zone Asia/Shanghai",
            "",
            "A second demo goes on with the data of the first; ./delivery reset begins anew.",
            "Exit status: 0 balanced; 1 not balanced, or a service would not start; 2 wrong options; 3 a port, memory,",
            "disk, the broker or the database named is missing, or a demo runs already."
        })
final class DemoCommand implements Callable<Integer> {

    /** A city that can be watched within minutes: at other hours most riders wait for an order. */
    private static final LocalTime DINNER = LocalTime.of(19, 0);

    private static final int USUAL_RIDERS = 100_000;
    private static final int MOST_RIDERS = 2_000_000;
    private static final List<String> PARTITIONERS = List.of("key", "round-robin", "zone", "explicit");
    private static final List<String> ACKS = List.of("0", "1", "all");
    private static final List<String> ADAPTERS = List.of("connector", "plain-client");
    private static final List<Part> READERS = List.of(Part.LOCATION_CONSUMER, Part.ANALYTICS_CONSUMER, Part.DB_WRITER);

    /** Each fault and the simulator's setting for its rate, in the order of the help. */
    private static final Map<String, String> FAULTS = faults();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long to run once everything is ready, such as 120s, 5m, 1h30m; until Ctrl-C without it.")
    private @Nullable Duration duration;

    @Option(
            names = "--riders",
            paramLabel = "N",
            description = "Simulated riders (default: 100000); with --replay, copies of its riders make so many.")
    private @Nullable Integer riders;

    @Option(names = "--rate", paramLabel = "HZ", description = "Events a second and simulated rider (default: 1).")
    private @Nullable Double rate;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed moves the riders the same way.")
    private @Nullable Long seed;

    @Option(names = "--partitioner", paramLabel = "NAME", description = "key (default), round-robin, zone or explicit.")
    private @Nullable String partitioner;

    @Option(names = "--acks", paramLabel = "ACKS", description = "0, 1 or all (default).")
    private @Nullable String acks;

    @Option(
            names = "--adapter",
            paramLabel = "NAME",
            description = {
                "How the three groups read the log: connector (default), which is SmallRye's, or plain-client,",
                "which costs less an event."
            })
    private @Nullable String adapter;

    @Option(
            names = "--faults",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = {
                "Faults of riders and their phones, with a rate from 0 to 1:",
                "out-of-order, duplicates, drop-out, clock-skew, gps-noise, zero-fix;",
                "such as --faults duplicates=0.01,drop-out=0.001."
            })
    private Map<String, String> faults = new LinkedHashMap<>();

    @Option(
            names = "--time-of-day",
            paramLabel = "HH:MM",
            converter = TimeOfDayOption.class,
            description =
                    "When it is in the city at the start (default: 19:00); people order most at 12:30 and at 19:30.")
    private @Nullable LocalTime timeOfDay;

    @Option(
            names = "--time-factor",
            paramLabel = "FACTOR",
            description = {
                "How many times faster the city's day goes, 0 to 3600 (default: 1): its orders and traffic;",
                "riders ride, and events are dated, in real time."
            })
    private @Nullable Double timeFactor;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "A broker that is already there, such as an Apache Kafka; ours is not started.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description =
                    "A Postgres (14 or newer) that is already there: jdbc:postgresql://HOST/DB?user=U&password=P; none"
                            + " is started.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where broker, Postgres and ledger keep their data (default: .delivery/data).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            split = ",",
            description = {
                "Moves a port, such as --port broker=9192. Names and defaults: postgres 15432, broker 9092,",
                "broker-http 8081, simulator 8082, location 8083, analytics 8084, db-writer 8085, console 8080."
            })
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--set",
            paramLabel = "PART:PROPERTY=VALUE",
            description = {
                "Any other property of one part (broker, simulator, location-consumer, analytics-consumer, db-writer,",
                "console), such as --set db-writer:delivery.ingest.max-records=2000; may be given more than once."
            })
    private List<String> settings = List.of();

    @Option(
            names = "--check",
            hidden = true,
            description = "Only checks the other options; the script asks before a build.")
    private boolean checkOnly;

    @ArgGroup(
            exclusive = false,
            validate = false,
            order = 100,
            heading = "%nReplay of real traces, instead of simulated riders:%n")
    private ReplayOptions replay = new ReplayOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = plan(Commands.home());
        if (checkOnly) {
            return ExitStatus.OK;
        }
        plan.replay()
                .map(replayed -> ReplayText.of(replayed, System.currentTimeMillis()))
                .ifPresent(lines -> lines.forEach(Commands.console()::say));
        StopRequest stopRequest = StopRequest.fromSignals();
        Services services = Services.of(plan, Path.of(System.getProperty("java.home")));
        return new Supervisor(plan, services, Commands.console(), stopRequest, begunNs()).run();
    }

    /** The script hands its process over to this JVM, so ours began when the command was typed; building is not starting. */
    private static long begunNs() {
        String built = System.getenv("DELIVERY_BUILD_SECONDS");
        long buildNs = TimeUnit.SECONDS.toNanos(built == null || built.isEmpty() ? 0 : Long.parseLong(built));
        long processStartMs = ProcessHandle.current()
                .info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(System.currentTimeMillis());
        long sinceMs = System.currentTimeMillis() - processStartMs;
        return System.nanoTime() - Math.max(0, TimeUnit.MILLISECONDS.toNanos(sinceMs) - buildNs);
    }

    DemoPlan plan(DeliveryHome usual) {
        if (riders != null && (riders < 1 || riders > MOST_RIDERS)) {
            throw wrong("--riders is " + riders + "; 1 to 2000000 are possible");
        }
        if (rate != null && !(rate >= 0.001 && rate <= 100)) {
            throw wrong("--rate is " + rate + "; 0.001 to 100 are possible");
        }
        checkOneOf("--partitioner", partitioner, PARTITIONERS);
        checkOneOf("--acks", acks, ACKS);
        checkOneOf("--adapter", adapter, ADAPTERS);
        if (timeFactor != null && !(timeFactor >= 0 && timeFactor <= 3600)) {
            throw wrong("--time-factor is " + timeFactor + "; 0 to 3600 are possible");
        }
        faults.forEach(this::checkFault);
        Optional<ReplayPlan> replayed = replayed();
        if (dataDirectory != null && dataDirectory.toString().isEmpty()) {
            // What an unset variable gives; it would be the current folder.
            throw wrong("--data-dir names no directory");
        }
        Map<Part, Map<String, String>> byPart = new EnumMap<>(Part.class);
        byPart.put(Part.SIMULATOR, simulatorSettings());
        if (adapter != null) {
            READERS.forEach(
                    reader -> byPart.put(reader, new LinkedHashMap<>(Map.of("delivery.kafka.adapter", adapter))));
        }
        for (String setting : settings) {
            addSetting(byPart, setting);
        }
        try {
            if (databaseUrl != null) {
                if (JdbcUrl.parse(databaseUrl).user().isEmpty()) {
                    throw wrong("--database-url names no user; add ?user=NAME&password=WORD");
                }
            }
            return new DemoPlan(
                    dataDirectory == null ? usual : usual.withData(dataDirectory),
                    replayed.map(ReplayPlan::riders).orElse(riders == null ? USUAL_RIDERS : riders),
                    rate == null ? 1 : rate,
                    Optional.ofNullable(duration),
                    Ports.usualExcept(ports),
                    Optional.ofNullable(bootstrapServers),
                    Optional.ofNullable(databaseUrl),
                    byPart,
                    orderIsPromised(),
                    replayed);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void checkOneOf(String option, @Nullable String value, List<String> possible) {
        if (value != null && !possible.contains(value)) {
            throw wrong(option + " is " + value + "; possible are " + String.join(", ", possible));
        }
    }

    private void checkFault(String name, String value) {
        if (!FAULTS.containsKey(name)) {
            throw wrong("there is no fault " + name + "; there are " + String.join(", ", FAULTS.keySet()));
        }
        double rate;
        try {
            rate = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong("the fault " + name + " is " + value + ", which is no number");
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw wrong("the fault " + name + " is " + value + "; 0 to 1 are possible");
        }
    }

    /** What the files hold; with {@code --check} only whether they hold anything. */
    private Optional<ReplayPlan> replayed() {
        if (!replay.isAsked()) {
            replay.firstGiven().ifPresent(option -> {
                throw wrong(option + " goes with --replay");
            });
            return Optional.empty();
        }
        if (rate != null) {
            throw wrong("--rate is that of simulated riders; how fast a trace is replayed says --speed-up");
        }
        try {
            if (checkOnly) {
                replay.check(Optional.ofNullable(riders));
                return Optional.empty();
            }
            return Optional.of(replay.survey(Optional.ofNullable(riders)));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Partitioned by key, idempotent, no fault: then each rider's events must be stored in the order of sending. */
    private boolean orderIsPromised() {
        return faults.isEmpty()
                && (partitioner == null || partitioner.equals("key"))
                && (acks == null || acks.equals("all"));
    }

    private Map<String, String> simulatorSettings() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "simulator.seed", seed);
        put(properties, "simulator.partitioner", partitioner);
        put(properties, "simulator.producer.acks", acks);
        put(properties, "simulator.city.time-of-day", timeOfDay == null && !replay.isAsked() ? DINNER : timeOfDay);
        put(properties, "simulator.city.time-factor", timeFactor);
        faults.forEach((name, value) -> put(properties, FAULTS.get(name), value));
        if (replay.isAsked()) {
            properties.putAll(replay.properties(Optional.ofNullable(riders)));
        }
        return properties;
    }

    private void addSetting(Map<Part, Map<String, String>> byPart, String setting) {
        int colon = setting.indexOf(':');
        int equals = setting.indexOf('=', colon + 1);
        Part part = Part.byTitle(setting.substring(0, Math.max(0, colon)))
                .filter(candidate -> candidate != Part.POSTGRES)
                .orElseThrow(() -> wrong("--set wants PART:PROPERTY=VALUE, not " + setting));
        if (equals <= colon + 1) {
            throw wrong("--set wants PART:PROPERTY=VALUE, not " + setting);
        }
        byPart.computeIfAbsent(part, any -> new LinkedHashMap<>())
                .put(setting.substring(colon + 1, equals), setting.substring(equals + 1));
    }

    private static Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("out-of-order", "simulator.faults.out-of-order-rate");
        faults.put("duplicates", "simulator.faults.duplicate-rate");
        faults.put("drop-out", "simulator.faults.drop-out-rate");
        faults.put("clock-skew", "simulator.faults.clock-skew-share");
        faults.put("gps-noise", "simulator.faults.gps-noise-rate");
        faults.put("zero-fix", "simulator.faults.zero-fix-rate");
        return faults;
    }

    private static void put(Map<String, String> properties, @Nullable String name, @Nullable Object value) {
        if (name != null && value != null) {
            properties.put(name, value.toString());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
