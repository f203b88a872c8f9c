package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.application.Account;
import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.ApplicationSettings;
import io.deliverytracking.loadtest.application.UnstoredEvents;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.foreground.MeasuredTime;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.DirectoryTree;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import io.deliverytracking.loadtest.sample.CpuMeter;
import io.deliverytracking.loadtest.sample.WalProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One trial from empty tables to its result.
 *
 * <pre>
 * prepare    tables emptied, orders made, checkpoint; broker, writer and application started
 * warm-up    load and foreground run, nothing counts but the events
 * measured   the same; what the plan has for this trial goes wrong
 * drain      no more load: until application and log have nothing left, or patience ends; the foreground goes on
 * account    everything but the database stopped; ledger against rows, freshness, sizes
 * </pre>
 *
 * <p>Threading: confined to one thread.
 * <p>Ownership: all processes but the database, ended by {@link #close()}; the directory of the ledger, deleted there.
 * <p>Failure: {@link LabException} for a trial that came to no result. An arm that breaks under its load is a result.
 */
final class TrialRun implements AutoCloseable {

    /** Between a start of the load and now: the foreground's connections, the first samples. */
    private static final Duration LEAD = Duration.ofMillis(500);

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_POLL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Beyond the drain's own patience: for the application to tell its end. */
    private static final int END_PATIENCE_SECONDS = 10;

    private static final long SECOND_MS = 1_000;

    private final TrialPlan plan;
    private final DeliveryHome home;
    private final DatabaseServer server;
    private final Foreground.Settings foregroundSettings;
    private final Progress progress;
    private final StopRequest stop;
    private final Path directory;

    private @Nullable Pipeline pipeline;
    private @Nullable LoadedApplication application;

    TrialRun(
            TrialPlan plan,
            DeliveryHome home,
            DatabaseServer server,
            Foreground.Settings foregroundSettings,
            Progress progress,
            StopRequest stop) {
        this.plan = plan;
        this.home = home;
        this.server = server;
        this.foregroundSettings = foregroundSettings;
        this.progress = progress;
        this.stop = stop;
        this.directory = home.data().resolve("application");
    }

    /** Runs it. Call once. */
    HostWatch.Measured run() throws LabException, TrialStoppedException {
        Tables tables = new Tables(server.database());
        DirectoryTree.delete(directory);
        tables.prepare();
        if (plan.arm().pipeline().isEmpty()) {
            // A writer makes them itself.
            tables.makePartitions(Instant.now(), Duration.ofSeconds(2L * (plan.seconds() + plan.patienceSeconds())));
        }
        checkStop();
        if (plan.pipeline().isPresent()) {
            pipeline = Pipeline.start(home, server.jdbcUrl(), plan.pipeline().get());
            checkStop();
        }
        if (plan.arm().way().isPresent()) {
            application =
                    LoadedApplication.start(plan, settings(plan.arm().way().get()), home.logs());
            checkStop();
        }
        return measure(tables);
    }

    private HostWatch.Measured measure(Tables tables) throws LabException, TrialStoppedException {
        LoadedApplication loaded = application;
        Instant start = loaded == null ? Instant.now().plus(LEAD) : loaded.startedAt();
        long startNs =
                System.nanoTime() + Duration.between(Instant.now(), start).toNanos();
        Pipeline log = pipeline;
        Optional<Backlog> backlog = log == null ? Optional.empty() : Optional.of(new Backlog(log.bootstrapServers()));
        try (Foreground foreground = Foreground.start(
                        server.jdbcUrl(),
                        foregroundSettings,
                        startNs,
                        MeasuredTime.of(startNs, plan.warmUpSeconds(), plan.measuredSeconds()));
                Sampler sampler = new Sampler(foreground, meter(), new WalProbe(server.jdbcUrl()), backlog)) {
            TrialAccount.Course course;
            try (TrialTarget target = new TrialTarget(server, Optional.ofNullable(log), Optional.ofNullable(loaded));
                    Disturber disturber = new Disturber(plan.disturbances(), target, startNs, progress::news)) {
                course = follow(sampler, disturber, start, startNs);
            }
            return account(foreground, sampler, course);
        }
    }

    private CpuMeter meter() {
        CpuMeter meter = new CpuMeter();
        meter.addWithChildren("postgres", server::pid);
        Pipeline log = pipeline;
        if (log != null) {
            meter.add("broker", log::brokerPid);
            meter.add("db-writer", log::writerPid);
        }
        LoadedApplication loaded = application;
        if (loaded != null) {
            meter.add("application", loaded::pid);
        }
        long self = ProcessHandle.current().pid();
        meter.add("load-test", () -> OptionalLong.of(self));
        return meter;
    }

    /** Second by second, until nothing is left to drain. */
    private TrialAccount.Course follow(Sampler sampler, Disturber disturber, Instant start, long startNs)
            throws LabException, TrialStoppedException {
        awaitMoment(startNs);
        sampler.begin();
        long before = startNs;
        OptionalLong sentByNs = OptionalLong.empty();
        int last = plan.seconds() + plan.patienceSeconds() + END_PATIENCE_SECONDS;
        for (int second = 0; second < last; second++) {
            awaitMoment(startNs + (second + 1) * SECOND_NS);
            if (sentByNs.isEmpty() && hasEnded() && disturber.isDone()) {
                sentByNs = OptionalLong.of(System.nanoTime());
            }
            long now = System.nanoTime();
            Phase phase = plan.phaseAt(second);
            Optional<Backlog.Reading> log = sampler.take(second, phase, (now - before) / (double) SECOND_NS);
            before = now;
            OptionalLong lag = log.isPresent() ? OptionalLong.of(log.get().waiting()) : OptionalLong.empty();
            progress.second(second, phase.name(), lag, applicationSeconds().get(second));
            disturber.check();
            checkAlive();
            if (second >= plan.seconds() - 1 && isDrained(sentByNs, log)) {
                return new TrialAccount.Course(start, true, second + 1.0 - plan.seconds(), disturber.moments());
            }
        }
        return new TrialAccount.Course(start, false, null, disturber.moments());
    }

    /** Nothing is on its way any more, and the log, asked after that, has nothing left. */
    private boolean isDrained(OptionalLong sentByNs, Optional<Backlog.Reading> log) {
        return sentByNs.isPresent()
                && (pipeline == null
                        || log.filter(reading -> reading.isEmptySince(sentByNs.getAsLong()))
                                .isPresent());
    }

    private boolean hasEnded() {
        LoadedApplication loaded = application;
        return loaded == null || loaded.hasEnded();
    }

    private Map<Integer, ApplicationSecond> applicationSeconds() {
        LoadedApplication loaded = application;
        return loaded == null ? Map.of() : loaded.seconds();
    }

    private HostWatch.Measured account(Foreground foreground, Sampler sampler, TrialAccount.Course course)
            throws LabException {
        progress.stage("account");
        foreground.close();
        TrialAccount.Told told = TrialAccount.Told.NOTHING;
        if (application != null) {
            told = new TrialAccount.Told(
                    application.seconds(), application.summaries(), application.lives(), application.obituary());
            // One that does not end appends behind the account's back.
            application.close();
        }
        if (pipeline != null) {
            // What is still in a writer's hands is stored or not before it ends; from here on nobody writes.
            pipeline.stopWriter();
        }
        Optional<Account> account = reckon();
        if (pipeline != null) {
            pipeline.close();
        }
        Trial trial = new TrialAccount(plan, server, foreground, sampler, account, told, course).trial();
        return new HostWatch.Measured(trial, sampler.mostStolen());
    }

    private Optional<Account> reckon() throws LabException {
        if (plan.arm().way().isEmpty()) {
            return Optional.empty();
        }
        // A writer that discards stores nothing, and commits what it read to the log only.
        UnstoredEvents unstored = plan.arm().isStoring() && pipeline != null
                ? new LogRemainder(pipeline.bootstrapServers(), new Tables(server.database()).nextOffsets())
                : UnstoredEvents.NONE;
        try {
            return Optional.of(Account.of(directory.resolve("ledger"), server.jdbcUrl(), unstored));
        } catch (IOException | SQLException e) {
            throw new LabException("the account can't be made: " + e.getMessage(), e);
        }
    }

    private ApplicationSettings settings(WayOfWriting way) {
        Pipeline log = pipeline;
        return new ApplicationSettings(
                way,
                plan.phases(),
                ApplicationSettings.DEFAULT_RIDERS,
                System.currentTimeMillis() / SECOND_MS * SECOND_MS,
                plan.arm().queueBytes(),
                plan.patienceSeconds(),
                plan.arm().synchronousCommit(),
                log == null ? server.jdbcUrl() : null,
                log == null ? null : log.bootstrapServers(),
                directory,
                0);
    }

    private void checkAlive() throws LabException {
        Pipeline log = pipeline;
        // A writer that is killed on purpose is away for a while; whether it comes back its start has to say.
        if (log != null && plan.scenario() != Scenario.KILL && log.dead().isPresent()) {
            throw new LabException(log.dead().get() + " has died by itself; its log is in " + home.logs());
        }
    }

    private void checkStop() throws TrialStoppedException {
        if (stop.isAsked()) {
            throw new TrialStoppedException();
        }
    }

    private void awaitMoment(long momentNs) throws TrialStoppedException {
        for (long left = momentNs - System.nanoTime(); left > 0; left = momentNs - System.nanoTime()) {
            checkStop();
            LockSupport.parkNanos(Math.min(left, STOP_POLL_NS));
        }
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
        try {
            if (!stop.isUrgent()) {
                // A trial that was stopped in the middle of an outage; who asked twice kills the database meanwhile.
                server.start();
            }
            DirectoryTree.delete(directory);
        } catch (LabException e) {
            progress.news("! " + e.getMessage());
        }
    }
}
