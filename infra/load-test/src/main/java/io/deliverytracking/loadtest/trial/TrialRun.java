package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.application.Account;
import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.ApplicationSettings;
import io.deliverytracking.loadtest.application.ApplicationSummary;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.DirectoryTree;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import io.deliverytracking.loadtest.sample.CpuMeter;
import io.deliverytracking.loadtest.sample.WalProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 * <p>Threading: confined to one thread, but for the disturbances, which run on one of their own.
 * <p>Ownership: all processes but the database, ended by {@link #close()}; the directory of the ledger, deleted there.
 * <p>Failure: {@link LabException} for a trial that came to no result. An arm that breaks under its load is a result.
 */
final class TrialRun implements AutoCloseable, Disturbance.Target {

    /** Between a start of the load and now: the foreground's connections, the first samples. */
    private static final Duration LEAD = Duration.ofMillis(500);

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_POLL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Beyond the drain's own patience: for the application to tell its end. */
    private static final int END_PATIENCE_SECONDS = 10;

    /** What is held back at the end of the load, in seconds of load, when an arm has kept up: linger, a batch, a commit. */
    private static final double BACKLOG_SECONDS = 2;

    private static final double ACKNOWLEDGED = 0.999;
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
    private @Nullable Connection locking;

    /** What the loop over the seconds found out beyond its samples. */
    private record Course(
            Instant start,
            boolean drained,
            OptionalLong lagAtEndOfLoad,
            @Nullable Double drainSeconds) {}

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
    Trial run() throws LabException, TrialStoppedException {
        Tables tables = new Tables(server.database());
        DirectoryTree.delete(directory);
        tables.prepare();
        if (plan.arm().pipeline().isEmpty()) {
            // A writer makes them itself.
            tables.makePartitions(Instant.now(), Duration.ofSeconds(2L * (plan.seconds() + plan.patienceSeconds())));
        }
        checkStop();
        if (plan.arm().pipeline().isPresent()) {
            pipeline =
                    Pipeline.start(home, server.jdbcUrl(), plan.arm().pipeline().get());
            checkStop();
        }
        if (plan.arm().way().isPresent()) {
            application =
                    LoadedApplication.start(plan, settings(plan.arm().way().get()));
            checkStop();
        }
        return measure(tables);
    }

    private Trial measure(Tables tables) throws LabException, TrialStoppedException {
        LoadedApplication loaded = application;
        Instant start = loaded == null ? Instant.now().plus(LEAD) : loaded.startedAt();
        long startNs =
                System.nanoTime() + Duration.between(Instant.now(), start).toNanos();
        Pipeline log = pipeline;
        Optional<Backlog> backlog = log == null ? Optional.empty() : Optional.of(new Backlog(log.bootstrapServers()));
        try (Foreground foreground = Foreground.start(server.jdbcUrl(), foregroundSettings, startNs);
                Sampler sampler = new Sampler(foreground, meter(), new WalProbe(server.jdbcUrl()), backlog)) {
            Course course;
            try (Disturber disturber = new Disturber(plan.disturbances(), this, startNs, progress::news)) {
                course = follow(sampler, disturber, start, startNs);
            }
            return account(tables, foreground, sampler, course);
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
    private Course follow(Sampler sampler, Disturber disturber, Instant start, long startNs)
            throws LabException, TrialStoppedException {
        awaitMoment(startNs);
        sampler.begin();
        long before = startNs;
        OptionalLong lagAtEndOfLoad = OptionalLong.empty();
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
            if (second == plan.seconds() - 1) {
                lagAtEndOfLoad = lag;
            }
            if (second >= plan.seconds() - 1 && isDrained(sentByNs, log)) {
                return new Course(start, true, lagAtEndOfLoad, second + 1.0 - plan.seconds());
            }
        }
        return new Course(start, false, lagAtEndOfLoad, null);
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

    private Trial account(Tables tables, Foreground foreground, Sampler sampler, Course course) throws LabException {
        progress.stage("account");
        foreground.close();
        List<ApplicationSummary> summaries = application == null ? List.of() : application.summaries();
        if (application != null) {
            // One that does not end appends behind the account's back.
            application.close();
        }
        long logEnd = plan.arm().isStoring() && pipeline != null && !course.drained ? sampler.logEnd() : 0;
        // What is still in a writer's hands is stored or not before it ends; from here on nobody writes.
        if (pipeline != null) {
            pipeline.close();
        }
        List<String> remarks = new ArrayList<>();
        Optional<Account> account = reckon();
        Counts counts = new Counts(0, 0, 0, 0, 0, 0);
        if (account.isPresent()) {
            counts = counts(tables, account.get(), course, logEnd, remarks);
            remark(account.get(), summaries, remarks);
        }
        List<Second> timeline = sampler.timeline(applicationSeconds());
        boolean kept = plan.arm().way().isEmpty() || hasKept(counts, course, timeline, remarks);
        Optional<Latency> visibility = plan.arm().isStoring()
                ? Freshness.of(
                        server.database(),
                        counts.stored(),
                        course.start.plusSeconds(plan.warmUpSeconds()),
                        course.start.plusSeconds(plan.seconds()))
                : Optional.empty();
        return new Trial(
                plan.arm().name(),
                plan.scenario(),
                plan.rate(),
                plan.repetition(),
                plan.warmUpSeconds(),
                plan.measuredSeconds(),
                kept,
                counts,
                acknowledgement(summaries),
                visibility.orElse(null),
                foreground.latencies(),
                foreground.errors(),
                resources(tables, counts, sampler, course, summaries, timeline),
                timeline,
                Bottleneck.of(plan.arm(), signs(kept, sampler, counts, summaries)),
                remarks);
    }

    private Optional<Account> reckon() throws LabException {
        if (plan.arm().way().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Account.of(directory.resolve("ledger"), server.jdbcUrl()));
        } catch (IOException | SQLException e) {
            throw new LabException("the account can't be made: " + e.getMessage(), e);
        }
    }

    /** What a discarding writer threw away, and what is still in the log, is not lost. */
    private Counts counts(Tables tables, Account account, Course course, long logEnd, List<String> remarks)
            throws LabException {
        Counts all = account.counts();
        long lost = all.lost();
        if (!plan.arm().isStoring()) {
            lost = 0;
        } else if (pipeline != null && !course.drained) {
            // The application has ended, and the writer too: neither number changes any more.
            long inLog = Math.max(0, logEnd - tables.storedOffsets());
            remarks.add(String.format(
                    Locale.ROOT,
                    "After %d s of draining %,d events were still in the log; they count as not stored, and not as lost.",
                    plan.patienceSeconds(),
                    inLog));
            lost = Math.max(0, lost - inLog);
        }
        return new Counts(all.offered(), all.refused(), all.acknowledged(), all.stored(), lost, all.duplicated());
    }

    private void remark(Account account, List<ApplicationSummary> summaries, List<String> remarks) {
        LoadedApplication loaded = Objects.requireNonNull(application);
        if (loaded.lives() > summaries.size() && plan.disturbances().isEmpty()) {
            remarks.add("The application died of this load: " + loaded.obituary() + ".");
        }
        if (account.unanswered() > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d events were taken and never acknowledged; %,d of them are stored.",
                    account.unanswered(),
                    account.unansweredStored()));
        }
        if (account.neverSent() > 0) {
            remarks.add(String.format(
                    Locale.ROOT, "%,d rows are of no event: a fault of the load test.", account.neverSent()));
        }
        long missed = plan.events() - account.offered();
        if (missed > plan.events() * (1 - ACKNOWLEDGED)) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d events were due and never offered, because the application was dead or had no processor.",
                    missed,
                    plan.events()));
        }
        summaries.stream()
                .flatMap(summary -> summary.errorMessages().stream())
                .distinct()
                .forEach(message -> remarks.add("The application was told: " + message));
    }

    private boolean hasKept(Counts counts, Course course, List<Second> timeline, List<String> remarks) {
        boolean acknowledged = counts.acknowledged() >= ACKNOWLEDGED * plan.events();
        ApplicationSecond lastOfLoad = applicationSeconds().get(plan.seconds() - 1);
        long waiting = course.lagAtEndOfLoad.orElse(0) + (lastOfLoad == null ? 0 : lastOfLoad.pending());
        boolean piledUp = waiting > BACKLOG_SECONDS * plan.rate();
        if (acknowledged && piledUp) {
            remarks.add(
                    String.format(Locale.ROOT, "%,d events waited at the end of the load: they piled up.", waiting));
        }
        return acknowledged && !piledUp && counts.lost() == 0;
    }

    private static @Nullable Latency acknowledgement(List<ApplicationSummary> summaries) {
        // After a kill the life with most of the load: percentiles of several can't be put together.
        return summaries.stream()
                .map(ApplicationSummary::acknowledgement)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Latency::count))
                .orElse(null);
    }

    private Resources resources(
            Tables tables,
            Counts counts,
            Sampler sampler,
            Course course,
            List<ApplicationSummary> summaries,
            List<Second> timeline)
            throws LabException {
        long peakQueue = Math.max(
                summaries.stream()
                        .mapToLong(ApplicationSummary::peakQueueBytes)
                        .max()
                        .orElse(0),
                timeline.stream().mapToLong(Second::queueBytes).max().orElse(0));
        return new Resources(
                sampler.measuredCpuSeconds(),
                sampler.measuredWalBytes(),
                // After retention the table holds fewer rows than were stored.
                counts.stored() == 0 || plan.hasRetention() ? null : tables.bytes() * 1_000_000 / counts.stored(),
                peakQueue,
                pipeline == null
                        ? null
                        : timeline.stream()
                                .map(Second::lag)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                plan.arm().isStoring() && !hasAbandoned(summaries) ? course.drainSeconds : null);
    }

    /** What the application still held when its patience ended was never stored, so there is no end of draining. */
    private static boolean hasAbandoned(List<ApplicationSummary> summaries) {
        return summaries.stream().anyMatch(summary -> summary.abandoned() > 0);
    }

    private Bottleneck.Signs signs(boolean kept, Sampler sampler, Counts counts, List<ApplicationSummary> summaries) {
        Map<String, Double> cores = new LinkedHashMap<>();
        sampler.measuredCpuSeconds().forEach((name, seconds) -> cores.put(name, seconds / plan.measuredSeconds()));
        return new Bottleneck.Signs(
                kept,
                sampler.busy(),
                sampler.waitingForDisk(),
                Runtime.getRuntime().availableProcessors(),
                cores,
                (double) (plan.arm().isStoring() ? counts.stored() : counts.acknowledged()) / plan.seconds(),
                summaries.stream().mapToLong(ApplicationSummary::lateUs).max().orElse(0));
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
        // A part that is killed on purpose is away for a while; whether it comes back its start has to say.
        if (log != null && plan.disturbances().isEmpty() && log.dead().isPresent()) {
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

    // ---- what goes wrong; on the thread of disturbances ----------------------------------------------------------

    @Override
    public void crashDatabase() {
        server.crash();
    }

    @Override
    public void startDatabase() throws LabException {
        server.start();
    }

    @Override
    public void lockTable() throws SQLException {
        Connection connection = server.database().connect();
        locking = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE rider_location IN ACCESS EXCLUSIVE MODE");
        }
    }

    @Override
    public void unlockTable() throws SQLException {
        Connection connection = locking;
        locking = null;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void killWritingProcess() throws LabException {
        Pipeline log = pipeline;
        if (log != null) {
            log.killWriter();
            return;
        }
        LoadedApplication loaded = application;
        if (loaded != null) {
            loaded.killAndStartAgain();
        }
    }

    // ---- the end -------------------------------------------------------------------------------------------------

    @Override
    public void close() {
        try {
            unlockTable();
        } catch (SQLException e) {
            // The session has gone with its lock.
        }
        if (application != null) {
            application.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
        try {
            // A trial that was stopped in the middle of an outage.
            server.start();
            DirectoryTree.delete(directory);
        } catch (LabException e) {
            progress.news("! " + e.getMessage());
        }
    }
}
