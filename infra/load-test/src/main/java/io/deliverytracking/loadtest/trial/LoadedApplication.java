package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.ApplicationProcess;
import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.ApplicationSettings;
import io.deliverytracking.loadtest.application.ApplicationSummary;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.Ways;
import io.deliverytracking.loadtest.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The application of one trial, through the deaths that the trial has for it: each run of it is a session of its own in the same
 * ledger, and goes on with the load where the clock is by then.
 *
 * <p>Threading: {@link #pid()} and {@link #killAndStartAgain()} from the thread of disturbances, the rest from the trial's.
 * <p>Ownership: the processes, killed by {@link #close()} where they still run.
 */
final class LoadedApplication implements AutoCloseable {

    /** Until its way is open it may take so long by itself, and then says why it is not; a JVM on a busy machine starts before that. */
    private static final Duration START_PATIENCE = Ways.LONGEST_OPEN.plusSeconds(20);

    /** For the last lines of one that has ended. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    /** For a JVM to start and to connect: an earlier start would find events that are already due. */
    private static final Duration LEAD = Duration.ofSeconds(2);

    private static final long SECOND_MS = 1_000;

    private final TrialPlan plan;
    private final ApplicationSettings template;
    private final Path log;
    private final Path javaHome;
    private final List<Run> runs = new ArrayList<>();
    private volatile @Nullable ApplicationProcess current;

    /** One life of it; {@code offset} seconds after the trial's start. */
    private record Run(ApplicationProcess process, long session, int offset) {}

    private LoadedApplication(TrialPlan plan, ApplicationSettings template, Path log, Path javaHome) {
        this.plan = plan;
        this.template = template;
        this.log = log;
        this.javaHome = javaHome;
    }

    /**
     * Starts it, and returns when it has said when the load begins.
     *
     * @param logs where the log of this trial's application is left
     * @throws LabException if it does not get so far; nothing of it runs then
     */
    static LoadedApplication start(TrialPlan plan, ApplicationSettings settings, Path logs) throws LabException {
        return start(plan, settings, logs, Path.of(System.getProperty("java.home")));
    }

    static LoadedApplication start(TrialPlan plan, ApplicationSettings settings, Path logs, Path javaHome)
            throws LabException {
        Path log = logs.resolve(logName(plan));
        LoadedApplication application = new LoadedApplication(plan, settings, log, javaHome);
        try {
            Files.deleteIfExists(log);
            application.run(settings.phases(), settings.session(), 0, 0);
            return application;
        } catch (IOException e) {
            throw new LabException("the log of an earlier run is in the way: " + e.getMessage(), e);
        } catch (LabException | RuntimeException | Error e) {
            application.close();
            throw e;
        }
    }

    /** One file for all lives of a trial's application, and one for each trial: a message may name it when the next one runs. */
    private static String logName(TrialPlan plan) {
        return String.format(
                Locale.ROOT,
                "application-%s-%d-%s-%d.log",
                plan.arm().name(),
                plan.rate(),
                plan.scenario().name().toLowerCase(Locale.ROOT),
                plan.repetition());
    }

    /** When the first phase begins; just ahead when {@link #start} returns. */
    Instant startedAt() throws LabException {
        return awaitStart(first().process());
    }

    private Instant awaitStart(ApplicationProcess process) throws LabException {
        try {
            return process.awaitStart(START_PATIENCE);
        } catch (IOException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    OptionalLong pid() {
        ApplicationProcess process = current;
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    /** {@code kill -9}, and another one for what is left of the load. What was due meanwhile, nobody was there to take. */
    void killAndStartAgain() throws LabException {
        Instant start = startedAt();
        Run last;
        synchronized (runs) {
            last = runs.get(runs.size() - 1);
        }
        last.process().kill();
        Duration elapsed = Duration.between(start, Instant.now().plus(LEAD));
        int second = (int) Math.max(0, elapsed.toSeconds() + 1);
        List<Phase> left = plan.phasesFrom(second);
        if (!left.isEmpty()) {
            long session = Math.max(last.session() + SECOND_MS, System.currentTimeMillis() / SECOND_MS * SECOND_MS);
            run(left, session, second, start.plusSeconds(second).toEpochMilli());
        }
    }

    private void run(List<Phase> phases, long session, int offset, long startAtMs) throws LabException {
        ApplicationSettings settings = new ApplicationSettings(
                template.way(),
                phases,
                template.riders(),
                session,
                template.queueBytes(),
                template.drainSeconds(),
                template.synchronousCommit(),
                template.jdbcUrl(),
                template.bootstrapServers(),
                template.directory(),
                startAtMs);
        ApplicationProcess process;
        try {
            process = ApplicationProcess.start(settings, javaHome, log);
        } catch (IOException e) {
            throw new LabException("the application can't be started: " + e.getMessage(), e);
        }
        synchronized (runs) {
            runs.add(new Run(process, session, offset));
        }
        current = process;
        awaitStart(process);
    }

    boolean hasEnded() {
        ApplicationProcess process = current;
        return process != null && !process.isAlive();
    }

    /** Its seconds by second of the trial; where it was dead there is none. */
    Map<Integer, ApplicationSecond> seconds() {
        Map<Integer, ApplicationSecond> seconds = new TreeMap<>();
        for (Run run : runs()) {
            run.process().seconds().forEach(second -> seconds.put(run.offset() + second.at(), second));
        }
        return seconds;
    }

    /**
     * What each life of it told at its end; a killed one told nothing, nor did one that ran out of memory.
     *
     * @throws LabException if one of them ended by a fault that is not the load's
     */
    List<ApplicationSummary> summaries() throws LabException {
        List<ApplicationSummary> summaries = new ArrayList<>();
        for (Run run : runs()) {
            try {
                // It has ended; only its last lines may still be on their way.
                Optional<ApplicationSummary> summary = run.process().await(END_PATIENCE);
                summary.ifPresent(summaries::add);
                if (summary.isEmpty() && run.process().fault().isPresent()) {
                    throw new LabException(run.process().fault().get());
                }
            } catch (IOException e) {
                throw new LabException(String.valueOf(e.getMessage()), e);
            }
        }
        return summaries;
    }

    /** What to look at when the last one ended without a summary. */
    String obituary() {
        List<Run> all = runs();
        ApplicationProcess process = all.get(all.size() - 1).process();
        return "exit status " + process.exitStatus().map(String::valueOf).orElse("unknown") + ", its log is "
                + process.log();
    }

    int lives() {
        return runs().size();
    }

    private Run first() {
        return runs().get(0);
    }

    private List<Run> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    @Override
    public void close() {
        runs().forEach(run -> run.process().close());
    }
}
