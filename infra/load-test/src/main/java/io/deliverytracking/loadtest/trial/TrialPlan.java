package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.result.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One trial, decided.
 *
 * @param rate events a second; 0 where nothing is written
 * @param phases one after the other, in whole seconds; the first one is the warm-up
 * @param disturbances what goes wrong, and when
 * @param patienceSeconds how long the log, or the application's queue, may take to drain
 */
record TrialPlan(
        ArmSetup arm,
        Scenario scenario,
        int rate,
        int repetition,
        List<Phase> phases,
        List<Disturbance> disturbances,
        int patienceSeconds) {

    static final String WARM_UP = "warm-up";
    static final String LOAD = "load";
    static final String SPIKE = "spike";
    static final String OUTAGE = "outage";
    static final String LOCK = "lock";
    static final String DRAIN = "drain";

    /** A fresh cluster, its write-ahead log and the orders. */
    static final long FIXED_DISK_BYTES = 3_000_000_000L;

    /** A row and its record in the log, with room. */
    private static final long BYTES_AN_EVENT = 300;

    static final int SPIKE_FACTOR = 10;

    /** Five minutes in a partition, five until it is dropped, and some until that is done. */
    private static final int RETENTION_SECONDS = 15 * 60;

    /** From the start of the load to the first kill: before it there would be nothing to see. */
    private static final int FIRST_KILL_SECONDS = 2;

    /** After a kill the next one, or the end of the load, waits so long: whoever was killed has to come back to be seen. */
    private static final int KILL_REST_SECONDS = 5;

    /**
     * Beyond that of the others. Behind a log, broker and writer start with each trial, and compile what they do while they do it. The
     * foreground alone comes first: server and foreground are new, and each page that it changes is written whole for the first time.
     */
    static final int MORE_WARM_UP_SECONDS = 12;

    /** For a queue of acknowledged events: ours is no reason to call them lost. */
    private static final int MEMORY_PATIENCE_SECONDS = 60;

    /**
     * How long things take, in seconds.
     *
     * @param warmUp of a direct arm; the others have more
     * @param load of a steady trial; of the others, the time before the disturbance, and after it
     * @param disturbance spike, outage, lock
     */
    record Timing(int warmUp, int load, int disturbance, int patience) {}

    TrialPlan {
        phases = List.copyOf(phases);
        disturbances = List.copyOf(disturbances);
        if (arm.acknowledgesFromMemory()) {
            patienceSeconds = Math.max(patienceSeconds, MEMORY_PATIENCE_SECONDS);
        }
    }

    static TrialPlan steady(ArmSetup arm, int rate, int repetition, Timing timing) {
        return new TrialPlan(
                arm,
                Scenario.STEADY,
                rate,
                repetition,
                List.of(warmUp(arm, rate, timing), phase(LOAD, timing.load, rate)),
                List.of(),
                timing.patience);
    }

    static TrialPlan spike(ArmSetup arm, int rate, Timing timing) {
        return new TrialPlan(
                arm,
                Scenario.SPIKE,
                rate,
                1,
                around(arm, phase(SPIKE, timing.disturbance, rate * SPIKE_FACTOR), rate, timing),
                List.of(),
                timing.patience);
    }

    /** Postgres is gone for a while; the load goes on. */
    static TrialPlan outage(ArmSetup arm, int rate, Timing timing) {
        return new TrialPlan(
                arm,
                Scenario.OUTAGE,
                rate,
                1,
                around(arm, phase(OUTAGE, timing.disturbance, rate), rate, timing),
                List.of(new Disturbance.Outage(warmUpSeconds(arm, timing) + timing.load, timing.disturbance)),
                timing.patience);
    }

    /** Somebody holds the table for a while. */
    static TrialPlan slowDatabase(ArmSetup arm, int rate, Timing timing) {
        return new TrialPlan(
                arm,
                Scenario.SLOW_DATABASE,
                rate,
                1,
                around(arm, phase(LOCK, timing.disturbance, rate), rate, timing),
                List.of(new Disturbance.TableLock(warmUpSeconds(arm, timing) + timing.load, timing.disturbance)),
                timing.patience);
    }

    /**
     * Processes that hold events are killed. Through the log that is the writer and the application in turn, the writer first; in a direct
     * arm the application, which is both.
     *
     * @param kills how often, each at a random moment
     * @param random decides the moments
     */
    static TrialPlan kill(ArmSetup arm, int rate, int repetition, int kills, Random random, Timing timing) {
        List<Disturbance> disturbances = new ArrayList<>();
        double part = (timing.load - FIRST_KILL_SECONDS) / (double) kills;
        double span = Math.max(0, part - KILL_REST_SECONDS);
        for (int i = 0; i < kills; i++) {
            double moment = warmUpSeconds(arm, timing) + FIRST_KILL_SECONDS + part * i + span * random.nextDouble();
            boolean writer = arm.pipeline().isPresent() && i % 2 == 0;
            disturbances.add(writer ? new Disturbance.WriterKill(moment) : new Disturbance.ApplicationKill(moment));
        }
        return new TrialPlan(
                arm,
                Scenario.KILL,
                rate,
                repetition,
                List.of(warmUp(arm, rate, timing), phase(LOAD, timing.load, rate)),
                disturbances,
                timing.patience);
    }

    private static List<Phase> around(ArmSetup arm, Phase disturbed, int rate, Timing timing) {
        return List.of(
                warmUp(arm, rate, timing), phase(LOAD, timing.load, rate), disturbed, phase(LOAD, timing.load, rate));
    }

    private static Phase warmUp(ArmSetup arm, int rate, Timing timing) {
        return new Phase(WARM_UP, warmUpSeconds(arm, timing), rate, false);
    }

    private static int warmUpSeconds(ArmSetup arm, Timing timing) {
        boolean needsMore = arm.pipeline().isPresent() || arm.way().isEmpty();
        return timing.warmUp + (needsMore ? MORE_WARM_UP_SECONDS : 0);
    }

    private static Phase phase(String name, int seconds, int rate) {
        return new Phase(name, seconds, rate, true);
    }

    /** The phase in which a second begins; what comes after the last one is the drain, at no rate and not measured. */
    Phase phaseAt(int second) {
        double end = 0;
        for (Phase phase : phases) {
            end += phase.seconds();
            if (second < end) {
                return phase;
            }
        }
        return new Phase(DRAIN, Math.max(1, patienceSeconds), 0, false);
    }

    int seconds() {
        return (int) Math.round(phases.stream().mapToDouble(Phase::seconds).sum());
    }

    int warmUpSeconds() {
        return seconds() - measuredSeconds();
    }

    int measuredSeconds() {
        return (int) Math.round(phases.stream()
                .filter(Phase::measured)
                .mapToDouble(Phase::seconds)
                .sum());
    }

    /** Whether old rows and records have to go while it runs. Only a writer behind a log drops any. */
    boolean hasRetention() {
        return seconds() >= RETENTION_SECONDS && arm.pipeline().isPresent();
    }

    /** Broker and writer of the arm, as this trial needs them. */
    Optional<Pipeline.Settings> pipeline() {
        return arm.pipeline().map(settings -> hasRetention() ? settings.withRetention() : settings);
    }

    boolean killsTheApplication() {
        return disturbances.stream().anyMatch(disturbance -> disturbance instanceof Disturbance.ApplicationKill);
    }

    /** Bytes on disk that it may need: what is stored, and logged, at a time. */
    long diskBytes() {
        long atATime = hasRetention() ? Math.min(events(), (long) rate * RETENTION_SECONDS) : events();
        return FIXED_DISK_BYTES + BYTES_AN_EVENT * atATime;
    }

    /** Events that are due, warm-up included. */
    long events() {
        return eventsBefore(seconds());
    }

    /** Events that are due before a second of it. */
    long eventsBefore(int second) {
        double begin = 0;
        double events = 0;
        for (Phase phase : phases) {
            events += Math.max(0, Math.min(phase.seconds(), second - begin)) * phase.eventsPerSecond();
            begin += phase.seconds();
        }
        return Math.round(events);
    }

    /** What is left of the phases from a second on: for an application that takes over from a killed one. */
    List<Phase> phasesFrom(int second) {
        List<Phase> left = new ArrayList<>();
        double begin = 0;
        for (Phase phase : phases) {
            double end = begin + phase.seconds();
            if (end > second) {
                double seconds = end - Math.max(begin, second);
                left.add(new Phase(phase.name(), seconds, phase.eventsPerSecond(), phase.measured()));
            }
            begin = end;
        }
        return left;
    }
}
