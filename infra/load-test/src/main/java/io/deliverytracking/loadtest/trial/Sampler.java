package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.sample.CpuMeter;
import io.deliverytracking.loadtest.sample.MachineCpu;
import io.deliverytracking.loadtest.sample.WalProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a trial from outside, second by second.
 *
 * <p>Threading: confined to the trial's thread, but for the questions to database and broker: those have a thread of their own, so
 * that a server which does not answer leaves a gap in its column and delays nothing.
 * <p>Ownership: the probes, closed by {@link #close()}; foreground and meter are the caller's.
 */
final class Sampler implements AutoCloseable {

    private static final long ANSWER_PATIENCE_MS = 500;
    private static final long END_PATIENCE_S = 30;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Foreground foreground;
    private final CpuMeter cpu;
    private final MachineCpu machine = new MachineCpu();
    private final WalProbe wal;
    private final Optional<Backlog> backlog;
    private final ExecutorService asking =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "load-test-probes"));
    private final List<Row> rows = new ArrayList<>();

    private @Nullable Future<Answers> pending;
    private OptionalLong walBefore = OptionalLong.empty();

    private final Map<String, Double> measuredCpuSeconds = new LinkedHashMap<>();
    private long measuredWalBytes;
    private double busySum;
    private double waitingSum;
    private int machineSamples;

    /** What was asked of others. */
    private record Answers(OptionalLong walPosition, Optional<Backlog.Reading> log) {

        static final Answers NONE = new Answers(OptionalLong.empty(), Optional.empty());

        OptionalLong lag() {
            return log.isPresent() ? OptionalLong.of(log.get().waiting()) : OptionalLong.empty();
        }
    }

    /** One second as far as it is seen from here; the application tells its part itself. */
    private record Row(
            int at,
            String phase,
            OptionalLong lag,
            Foreground.Second foreground,
            long walBytes,
            Map<String, Double> cpu) {}

    Sampler(Foreground foreground, CpuMeter cpu, WalProbe wal, Optional<Backlog> backlog) {
        this.foreground = foreground;
        this.cpu = cpu;
        this.wal = wal;
        this.backlog = backlog;
    }

    /** The state at the trial's start, against which the first second is measured. */
    void begin() {
        cpu.sample();
        machine.sample();
        walBefore = ask().walPosition;
    }

    /**
     * Takes the second that has just ended; returns what the log said in it: nothing where there is none, or no answer in time.
     *
     * @param seconds how long it was: more than one where the caller was late
     */
    Optional<Backlog.Reading> take(int at, Phase phase, double seconds) {
        Answers answers = ask();
        Foreground.Second felt = foreground.second(phase.measured());
        Map<String, Double> used = cpu.sample();
        long walBytes = answers.walPosition.isPresent() && walBefore.isPresent()
                ? Math.max(0, answers.walPosition.getAsLong() - walBefore.getAsLong())
                : 0;
        if (answers.walPosition.isPresent()) {
            walBefore = answers.walPosition;
        }
        Optional<MachineCpu.Shares> shares = machine.sample();
        if (phase.measured()) {
            used.forEach((name, spent) -> measuredCpuSeconds.merge(name, spent, Double::sum));
            measuredWalBytes += walBytes;
            shares.ifPresent(share -> {
                busySum += share.busy();
                waitingSum += share.waitingForDisk();
                machineSamples++;
            });
        }
        Map<String, Double> cores = new LinkedHashMap<>();
        used.forEach((name, spent) -> cores.put(name, spent / seconds));
        rows.add(new Row(at, phase.name(), answers.lag(), felt, walBytes, cores));
        return answers.log;
    }

    private Answers ask() {
        Future<Answers> question = pending;
        if (question == null) {
            question = asking.submit(() -> new Answers(wal.position(), backlog.flatMap(Backlog::read)));
        }
        try {
            Answers answers = question.get(ANSWER_PATIENCE_MS, TimeUnit.MILLISECONDS);
            pending = null;
            return answers;
        } catch (TimeoutException slow) {
            // One question at a time: this one's answer is taken in a later second.
            pending = question;
            return Answers.NONE;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.NONE;
        }
    }

    /** All seconds, put together with what the application says of them. */
    List<Second> timeline(Map<Integer, ApplicationSecond> ofApplication) {
        List<Second> timeline = new ArrayList<>();
        for (Row row : rows) {
            ApplicationSecond told = ofApplication.get(row.at);
            timeline.add(new Second(
                    row.at,
                    row.phase,
                    told == null ? 0 : told.offered(),
                    told == null ? 0 : told.refused(),
                    told == null ? 0 : told.acknowledged(),
                    told == null ? 0 : told.queueBytes(),
                    row.lag.isPresent() ? (Long) row.lag.getAsLong() : null,
                    row.foreground.p99Us().isPresent()
                            ? (Long) row.foreground.p99Us().getAsLong()
                            : null,
                    row.foreground.errors(),
                    told == null || told.acknowledgement() == null
                            ? null
                            : (Long) told.acknowledgement().p99Us(),
                    row.walBytes,
                    row.cpu));
        }
        return timeline;
    }

    /**
     * Where the log ends now, in events. Asked for anew: an application that was slow to end has appended since the last second.
     *
     * @throws LabException if the broker does not say
     */
    long logEnd() throws LabException {
        long nowNs = System.nanoTime();
        long deadline = nowNs + TimeUnit.SECONDS.toNanos(END_PATIENCE_S);
        while (System.nanoTime() - deadline < 0) {
            Optional<Backlog.Reading> reading = ask().log;
            if (reading.isPresent() && reading.get().takenAtNs() - nowNs >= 0) {
                return reading.get().end();
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        throw new LabException("the broker does not say where its log ends");
    }

    Map<String, Double> measuredCpuSeconds() {
        return Map.copyOf(measuredCpuSeconds);
    }

    long measuredWalBytes() {
        return measuredWalBytes;
    }

    /** Share of all processors' time, on the average of the measured seconds; 0 where the system does not say. */
    double busy() {
        return machineSamples == 0 ? 0 : busySum / machineSamples;
    }

    double waitingForDisk() {
        return machineSamples == 0 ? 0 : waitingSum / machineSamples;
    }

    @Override
    public void close() {
        asking.shutdown();
        try {
            asking.awaitTermination(END_PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wal.close();
        backlog.ifPresent(Backlog::close);
    }
}
