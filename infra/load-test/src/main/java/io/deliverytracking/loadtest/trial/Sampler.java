package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.ApplicationSecond;
import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.foreground.Foreground;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Beyond this an answer says nothing of the second that it is asked for. */
    private static final int LATE_SECONDS = 3;

    private final Foreground foreground;
    private final CpuMeter cpu;
    private final MachineCpu machine = new MachineCpu();
    private final WalProbe wal;
    private final Optional<Backlog> backlog;
    private final ExecutorService asking =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "load-test-probes"));
    private final Question<Backlog.Reading> askLog;
    private final Question<Long> askWal;
    private final List<Row> rows = new ArrayList<>();

    private OptionalLong walStart = OptionalLong.empty();
    private OptionalLong walBefore = OptionalLong.empty();

    private final Map<String, Double> measuredCpuSeconds = new LinkedHashMap<>();
    private double busySum;
    private double waitingSum;
    private double stolenSum;
    private int machineSamples;
    private double stolenAllAlongSum;
    private int allSamples;

    /** A question that is asked once at a time: an answer that is late is taken in a later second. */
    private final class Question<T> {
        private final Callable<Optional<T>> probe;
        private @Nullable Future<Optional<T>> pending;

        Question(Callable<Optional<T>> probe) {
            this.probe = probe;
        }

        void ask() {
            if (pending == null) {
                pending = asking.submit(probe);
            }
        }

        Optional<T> answer(long deadlineNs) {
            Future<Optional<T>> question = pending;
            if (question == null) {
                return Optional.empty();
            }
            try {
                Optional<T> answer = question.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
                pending = null;
                return answer;
            } catch (TimeoutException slow) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a probe failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** One second as far as it is seen from here; the application tells its part itself. */
    private record Row(
            int at,
            String phase,
            long due,
            OptionalLong lag,
            Foreground.Second foreground,
            OptionalLong walPosition,
            OptionalLong walBytes,
            Map<String, Double> cpu) {}

    Sampler(Foreground foreground, CpuMeter cpu, WalProbe wal, Optional<Backlog> backlog) {
        this.foreground = foreground;
        this.cpu = cpu;
        this.wal = wal;
        this.backlog = backlog;
        askLog = new Question<>(() -> backlog.flatMap(Backlog::read));
        askWal = new Question<>(() -> {
            OptionalLong position = wal.position();
            return position.isPresent() ? Optional.of(position.getAsLong()) : Optional.empty();
        });
    }

    /** The state at the trial's start, against which the first second is measured. */
    void begin() {
        cpu.sample();
        machine.sample();
        walStart = walPosition(ask());
        walBefore = walStart;
    }

    /**
     * Takes the second that has just ended; returns what the log said in it: nothing where there is none, or no answer in time.
     *
     * @param seconds how long it was: more than one where the caller was late
     */
    Optional<Backlog.Reading> take(int at, Phase phase, double seconds) {
        long deadlineNs = ask();
        Optional<Backlog.Reading> log = askLog.answer(deadlineNs);
        OptionalLong position = walPosition(deadlineNs);
        Foreground.Second felt = foreground.second();
        Map<String, Double> used = cpu.sample();
        OptionalLong walBytes = position.isPresent() && walBefore.isPresent()
                ? OptionalLong.of(Math.max(0, position.getAsLong() - walBefore.getAsLong()))
                : OptionalLong.empty();
        if (position.isPresent()) {
            walBefore = position;
        }
        Optional<MachineCpu.Shares> shares = machine.sample();
        shares.ifPresent(share -> {
            stolenAllAlongSum += share.stolen();
            allSamples++;
        });
        if (phase.measured()) {
            used.forEach((name, spent) -> measuredCpuSeconds.merge(name, spent, Double::sum));
            shares.ifPresent(share -> {
                busySum += share.busy();
                waitingSum += share.waitingForDisk();
                stolenSum += share.stolen();
                machineSamples++;
            });
        }
        Map<String, Double> cores = new LinkedHashMap<>();
        used.forEach((name, spent) -> cores.put(name, spent / seconds));
        OptionalLong lag = log.isPresent() ? OptionalLong.of(log.get().waiting()) : OptionalLong.empty();
        rows.add(new Row(at, phase.name(), phase.eventsPerSecond(), lag, felt, position, walBytes, cores));
        return log;
    }

    /** Asks both; returns until when answers are waited for. */
    private long ask() {
        askLog.ask();
        askWal.ask();
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_PATIENCE_MS);
    }

    private OptionalLong walPosition(long deadlineNs) {
        Optional<Long> position = askWal.answer(deadlineNs);
        return position.isPresent() ? OptionalLong.of(position.get()) : OptionalLong.empty();
    }

    /** What the log held when a second ended, or as soon after it as it said; empty where it did not say in time. */
    OptionalLong lagAfter(int second) {
        return rows.stream()
                .filter(row -> row.at >= second && row.at <= second + LATE_SECONDS && row.lag.isPresent())
                .map(Row::lag)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** All seconds, put together with what the application says of them. */
    List<Second> timeline(Map<Integer, ApplicationSecond> ofApplication) {
        List<Second> timeline = new ArrayList<>();
        for (Row row : rows) {
            ApplicationSecond told = ofApplication.get(row.at);
            timeline.add(new Second(
                    row.at,
                    row.phase,
                    row.due,
                    told == null ? null : (Long) told.offered(),
                    told == null ? null : (Long) told.refused(),
                    told == null ? null : (Long) told.acknowledged(),
                    told == null ? null : (Long) told.failed(),
                    told == null ? null : (Long) told.queueBytes(),
                    told == null ? null : (Long) told.pending(),
                    row.lag.isPresent() ? (Long) row.lag.getAsLong() : null,
                    row.foreground.p99Us().isPresent()
                            ? (Long) row.foreground.p99Us().getAsLong()
                            : null,
                    row.foreground.errors(),
                    told == null || told.acknowledgement() == null
                            ? null
                            : (Long) told.acknowledgement().p99Us(),
                    row.walBytes.isPresent() ? (Long) row.walBytes.getAsLong() : null,
                    row.cpu));
        }
        return timeline;
    }

    Map<String, Double> measuredCpuSeconds() {
        return Map.copyOf(measuredCpuSeconds);
    }

    /**
     * Bytes written to the write-ahead log between two seconds, as far as the database said: from the last answer before the first of
     * them until the first one after the last, so a late answer brings more than its due rather than less. Null where it never did.
     */
    @Nullable
    Long measuredWalBytes(int from, int to) {
        OptionalLong first = walStart;
        OptionalLong last = OptionalLong.empty();
        for (Row row : rows) {
            if (row.walPosition.isPresent()) {
                if (row.at < from) {
                    first = row.walPosition;
                } else if (row.at < to || last.isEmpty()) {
                    last = row.walPosition;
                }
            }
        }
        return first.isPresent() && last.isPresent() ? (Long) Math.max(0, last.getAsLong() - first.getAsLong()) : null;
    }

    /** Share of all processors' time, on the average of the measured seconds; 0 where the system does not say. */
    double busy() {
        return machineSamples == 0 ? 0 : busySum / machineSamples;
    }

    double waitingForDisk() {
        return machineSamples == 0 ? 0 : waitingSum / machineSamples;
    }

    /** From the first second of warm-up to the last of draining, or in the measured time, whichever is more. */
    double mostStolen() {
        return Math.max(stolen(), allSamples == 0 ? 0 : stolenAllAlongSum / allSamples);
    }

    double stolen() {
        return machineSamples == 0 ? 0 : stolenSum / machineSamples;
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
