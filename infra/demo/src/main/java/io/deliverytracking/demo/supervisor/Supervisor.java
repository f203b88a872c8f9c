package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.live.LiveLine;
import io.deliverytracking.demo.live.LogProbe;
import io.deliverytracking.demo.live.LogSample;
import io.deliverytracking.demo.live.SteadyState;
import io.deliverytracking.demo.live.Usage;
import io.deliverytracking.demo.live.UsageProbe;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.postgres.EmbeddedPostgres;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;

/**
 * One demo from start to end.
 *
 * <pre>
 *  starting ──all ready, first row──► running ──duration, Ctrl-C, stop──► {@link Ending}
 *     │                                  │
 *     └── a part never gets ready        └── a part dies over and over: everything is stopped, status 1
 * </pre>
 *
 * <p>Threading: one thread runs it all; {@link Sampler} has two of its own.
 * <p>Failure: {@link DemoFailure} in plain words, after everything that was started has been stopped.
 */
public final class Supervisor {

    private static final Duration START_PATIENCE = Duration.ofSeconds(240);
    private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(120);
    private static final Duration FOREIGN_BROKER_PATIENCE = Duration.ofSeconds(15);
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final DemoPlan plan;
    private final DeliveryHome home;
    private final Services services;
    private final Console console;
    private final StopRequest stopRequest;
    private final long begunNs;
    private final Fleet fleet;
    private final Database database;
    private final SimulatorProbe simulator;
    private final ClusterMark clusterMark;
    private final SteadyState steadyState = new SteadyState();
    private RunState state;

    /**
     * A supervisor for one run.
     *
     * @param services the plan's
     * @param begunNs when the user's command began, as far as is known; for the times shown at the start
     */
    public Supervisor(DemoPlan plan, Services services, Console console, StopRequest stopRequest, long begunNs) {
        this.plan = plan;
        this.services = services;
        this.console = console;
        this.stopRequest = stopRequest;
        this.begunNs = begunNs;
        home = plan.home();
        simulator = new SimulatorProbe(plan.ports().http(Ports.Use.SIMULATOR));
        clusterMark = new ClusterMark(home.data(), plan.bootstrap());
        fleet = new Fleet(home.run(), DiskWatch.of(home, console), console);
        database = new Database(plan.jdbcUrl());
        state = new RunState(
                "starting",
                System.currentTimeMillis(),
                plan.bootstrap(),
                plan.jdbcUrl(),
                home.data().toString(),
                plan.orderRequired(),
                addresses());
    }

    /** Runs the demo; returns the exit status. */
    public int run() throws DemoFailure, IOException {
        home.create();
        try (SupervisorLock lock = SupervisorLock.take(home.run());
                Sampler sampler = new Sampler(plan.bootstrap(), database, state.sinceMs())) {
            Leftovers.stop(home.run(), console);
            Leftovers.stopRecording(home, console);
            Preflight.check(plan, Machine.thisOne());
            checkPeersBeforeStart();
            keepOldLogs();
            enter("starting");
            try {
                start(sampler);
                if (!stopRequest.isAsked()) {
                    enter("running");
                    watch(sampler);
                }
                Ending ending = new Ending(
                        fleet,
                        sampler,
                        console,
                        stopRequest,
                        this::enter,
                        plan.parts().contains(Part.BROKER));
                simulator.ask();
                return ending.run(new Ending.Books(
                        home.ledger(),
                        database,
                        state.sinceMs(),
                        plan.orderRequired(),
                        home.reckoning(),
                        steadyState.text(Runtime.getRuntime().availableProcessors())
                                + simulator.replay().map(ReplayProgress::text).orElse(""),
                        simulator.faults()));
            } catch (Throwable e) {
                // Errors as well: whatever ends this run must not leave its processes to themselves.
                console.say("Something is wrong; stopping everything.");
                try {
                    fleet.stopAll();
                    enter(Ending.FAILED);
                } catch (RuntimeException onTop) {
                    e.addSuppressed(onTop);
                }
                throw e;
            }
        }
    }

    private void start(Sampler sampler) throws DemoFailure, IOException {
        Set<Part> waiting = EnumSet.copyOf(plan.parts());
        console.say("Starting "
                + String.join(", ", waiting.stream().map(Part::title).toList()) + " ...");
        for (Part part : List.of(Part.BROKER, Part.DB_WRITER, Part.SIMULATOR)) {
            // Started before Postgres and the broker answer: their JVMs take longer than those do.
            startJvm(part);
        }
        if (waiting.contains(Part.POSTGRES)) {
            startPostgres();
        }
        startJvm(Part.LOCATION_CONSUMER);
        startJvm(Part.ANALYTICS_CONSUMER);
        startJvm(Part.CONSOLE);
        sampler.start();

        boolean clusterKnown = false;
        boolean databaseReady = !waiting.contains(Part.POSTGRES);
        boolean firstRow = false;
        boolean begun = false;
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        long nextLineNs = System.nanoTime() + SECOND_NS;
        while (!waiting.isEmpty() || !firstRow) {
            if (stopRequest.isAsked()) {
                return;
            }
            fleet.tick();
            simulator.isFinished();
            if (!clusterKnown && sampler.clusterId().isPresent()) {
                clusterMark.check(sampler.clusterId().get());
                clusterKnown = true;
            }
            if (!databaseReady && postgresIsReady()) {
                databaseReady = true;
                onReady(waiting, Part.POSTGRES, plan.ports().of(Ports.Use.POSTGRES) + " on 127.0.0.1");
            }
            for (Part part : List.copyOf(waiting)) {
                Optional<String> url = services.readiness(part);
                if (url.isPresent() && Health.isReady(url.get())) {
                    onReady(waiting, part, services.http(part).orElse(""));
                }
            }
            if (!begun && waiting.isEmpty()) {
                begun = true;
                // Not before: what was sent while the JVMs start would only be a backlog, on a machine that is busy.
                simulator.begin();
            }
            if (!firstRow && sampler.hasFirstRow()) {
                firstRow = true;
                console.say(String.format(Locale.ROOT, "  first row stored        after %.1f s", sinceBegun()));
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(ExitStatus.FAILED, notReady(waiting));
            }
            if (System.nanoTime() > nextLineNs) {
                nextLineNs += console.isTerminal() ? SECOND_NS : 5 * SECOND_NS;
                console.passing(String.format(
                        Locale.ROOT,
                        "  %.0f s, waiting for %s",
                        sinceBegun(),
                        waiting.isEmpty()
                                ? "the first row"
                                : String.join(
                                        ", ", waiting.stream().map(Part::title).toList())));
            }
            LockSupport.parkNanos(TICK_NS);
        }
    }

    private void startJvm(Part part) throws IOException {
        if (plan.parts().contains(part)) {
            fleet.add(part, services.spec(part)).start(System.nanoTime());
        }
    }

    private void startPostgres() throws IOException {
        Path log = services.log(Part.POSTGRES);
        EmbeddedPostgres postgres = EmbeddedPostgres.prepare(
                home.cache(), home.data().resolve("postgres"), plan.ports().of(Ports.Use.POSTGRES), log);
        ProcessSpec spec = postgres.spec(Part.POSTGRES.title(), log);
        Keeper keeper = fleet.add(Part.POSTGRES, spec);
        keeper.start(System.nanoTime());
        Database server = new Database(postgres.jdbcUrl("postgres"));
        try {
            server.await(RECOVERY_PATIENCE, () -> keeper.isAlive() && !stopRequest.isAsked());
            server.createDatabase("delivery");
        } catch (SQLException e) {
            if (!stopRequest.isAsked()) {
                throw new IOException(
                        "Postgres does not answer: " + e.getMessage() + System.lineSeparator() + LogTail.of(log));
            }
        }
    }

    private boolean postgresIsReady() throws DemoFailure {
        try {
            List<String> off = database.whatMakesItForget();
            if (!off.isEmpty()) {
                throw new DemoFailure(
                        ExitStatus.FAILED, "Postgres would forget what it committed: " + String.join(", ", off));
            }
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Before the simulator can send: what it sends to another cluster than before can never be reckoned. */
    private void checkPeersBeforeStart() throws DemoFailure, IOException {
        if (plan.databaseUrl().isPresent()) {
            new ForeignDatabase(database).check(console);
        }
        Optional<Path> ours = services.brokerDirectory();
        if (plan.bootstrapServers().isPresent()) {
            String cluster = foreignClusterId();
            checkDatabaseIsOf(Optional.of(cluster));
            clusterMark.check(cluster);
        } else if (ours.isPresent()) {
            checkDatabaseIsOf(clusterMark.checkOurs(ours.get()));
        }
    }

    private void checkDatabaseIsOf(Optional<String> cluster) throws DemoFailure {
        if (plan.databaseUrl().isPresent()) {
            new ForeignDatabase(database).checkCluster(cluster, plan.bootstrap());
        }
    }

    private String foreignClusterId() throws DemoFailure {
        long deadline = System.nanoTime() + FOREIGN_BROKER_PATIENCE.toNanos();
        String trouble = "nothing was heard for " + FOREIGN_BROKER_PATIENCE.toSeconds() + " s";
        try (LogProbe probe = new LogProbe(plan.bootstrap())) {
            while (System.nanoTime() < deadline && !stopRequest.isAsked()) {
                try {
                    return probe.clusterId();
                } catch (ExecutionException | TimeoutException notYet) {
                    LockSupport.parkNanos(TICK_NS);
                }
            }
        } catch (KafkaException unusable) {
            trouble = String.valueOf(
                    unusable.getCause() == null
                            ? unusable.getMessage()
                            : unusable.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = "interrupted";
        }
        throw new DemoFailure(
                ExitStatus.ENVIRONMENT,
                "the broker of --bootstrap-servers, " + plan.bootstrap() + ", does not answer: " + trouble);
    }

    private void onReady(Set<Part> waiting, Part part, String where) {
        waiting.remove(part);
        fleet.get(part).ifPresent(Keeper::onReady);
        console.say(String.format(Locale.ROOT, "  %-20s ready after %4.1f s   %s", part.title(), sinceBegun(), where));
    }

    private String notReady(Set<Part> waiting) {
        List<String> lines = new ArrayList<>();
        if (waiting.isEmpty()) {
            lines.add("everything is ready, but no row was stored within " + START_PATIENCE.toSeconds() + " s");
            waiting = EnumSet.of(Part.DB_WRITER);
        }
        for (Part part : waiting) {
            lines.add(part.title() + " is not ready after " + START_PATIENCE.toSeconds() + " s; the end of its log:");
            lines.add(LogTail.of(services.log(part)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void watch(Sampler sampler) throws DemoFailure, IOException {
        console.say(String.format(
                Locale.ROOT,
                "Ready after %.1f s. %s",
                sinceBegun(),
                plan.duration()
                        .map(duration -> "Running for " + duration.toSeconds() + " s; Ctrl-C ends it earlier.")
                        .orElse((endsByItself() ? "It ends with the trace; " : "")
                                + "Ctrl-C, or ./delivery stop, ends it" + (endsByItself() ? " earlier." : "."))));
        services.http(Part.CONSOLE).ifPresent(address -> console.say("Watch it in a browser: " + address));
        UsageProbe usage = new UsageProbe();
        long readyNs = System.nanoTime();
        long nextLineNs = readyNs + SECOND_NS;
        usage.sample(fleet.pids());
        while (!stopRequest.isAsked()) {
            fleet.tick();
            if (simulator.isFinished()) {
                console.say("The trace has been replayed to its end.");
                return;
            }
            long now = System.nanoTime();
            if (plan.duration().isPresent()
                    && now - readyNs >= plan.duration().get().toNanos()) {
                return;
            }
            if (now >= nextLineNs) {
                // Not a line for each second in which this process, or the machine, stood still.
                nextLineNs = Math.max(nextLineNs + SECOND_NS, now);
                Map<String, Long> ours = fleet.pids();
                ours.put("supervisor", ProcessHandle.current().pid());
                Duration elapsed = Duration.ofNanos(now - readyNs);
                Map<String, Long> lags =
                        sampler.log().map(LogSample::lagByGroup).orElse(Map.of());
                Usage used = usage.sample(ours);
                steadyState.add(elapsed, boxed(sampler.eventsPerSecond()), lags, used);
                console.passing(LiveLine.of(
                        elapsed,
                        boxed(sampler.eventsPerSecond()),
                        lags,
                        boxed(sampler.rowsPerSecond()),
                        used,
                        fleet.restarts(),
                        simulator.replay().map(ReplayProgress::live)));
            }
            LockSupport.parkNanos(TICK_NS);
        }
    }

    private boolean endsByItself() {
        return plan.replay().filter(replay -> !replay.loop()).isPresent();
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private double sinceBegun() {
        return (System.nanoTime() - begunNs) / 1e9;
    }

    private void enter(String phase) {
        state = state.in(phase);
        state.write(home.run());
    }

    private Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        for (Part part : plan.parts()) {
            String address = services.http(part).orElse("");
            if (part == Part.POSTGRES) {
                address = "127.0.0.1:" + plan.ports().of(Ports.Use.POSTGRES);
            } else if (part == Part.BROKER) {
                address = plan.bootstrap() + ", " + address;
            }
            addresses.put(part.title(), address);
        }
        return addresses;
    }

    /** Each start has logs of its own; those of the one before are kept beside them. */
    private void keepOldLogs() throws IOException {
        for (Part part : Part.values()) {
            Path log = services.log(part);
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
