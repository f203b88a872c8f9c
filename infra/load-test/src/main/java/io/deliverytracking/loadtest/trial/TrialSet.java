package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.result.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which trials a load test has: what {@code --quick}, {@code --full} and {@code --soak} mean, and what further options change of it.
 *
 * @param name as in the result
 * @param ladders steady rates, one ladder after the other
 * @param headline events a second at which all arms of a ladder are compared
 * @param steady timing of the ladders' trials
 * @param scenarios what goes wrong, after the ladders
 * @param idleRuns how often the foreground is alone: before everything else, and at the end
 * @param repeats how often the ladders are climbed, all of them before any again
 */
public record TrialSet(
        String name,
        List<Rungs> ladders,
        int headline,
        Seconds steady,
        List<Disturbed> scenarios,
        int idleRuns,
        int repeats) {

    /**
     * Some arms and the rates that each of them climbs.
     *
     * @param rates events a second
     */
    public record Rungs(List<String> arms, List<Integer> rates) {
        public Rungs {
            arms = List.copyOf(arms);
            rates = List.copyOf(rates);
        }
    }

    /**
     * A scenario for some arms.
     *
     * @param rate events a second; in a spike before and after it
     * @param repetitions with other random moments each
     */
    public record Disturbed(Scenario scenario, List<String> arms, int rate, int repetitions, Seconds seconds) {
        public Disturbed {
            arms = List.copyOf(arms);
        }

        Disturbed withRate(int perSecond) {
            return new Disturbed(scenario, arms, perSecond, repetitions, seconds);
        }

        Disturbed withSeconds(Seconds other) {
            return new Disturbed(scenario, arms, rate, repetitions, other);
        }
    }

    /**
     * How long the parts of a trial take, in seconds.
     *
     * @param load measured; of a disturbed trial, before the disturbance and after it
     * @param disturbance what goes wrong lasts so long; how many kills there are
     * @param patience most that draining may take
     */
    public record Seconds(int warmUp, int load, int disturbance, int patience) {

        public Seconds withLoad(int seconds) {
            return new Seconds(warmUp, seconds, disturbance, patience);
        }

        public Seconds withDisturbance(int seconds) {
            return new Seconds(warmUp, load, seconds, patience);
        }

        TrialPlan.Timing timing() {
            return new TrialPlan.Timing(warmUp, load, disturbance, patience);
        }
    }

    private static final int HEADLINE = 100_000;

    public TrialSet {
        ladders = List.copyOf(ladders);
        scenarios = List.copyOf(scenarios);
    }

    /** Seconds: behind a log, and of the foreground alone. */
    public static int moreWarmUp() {
        return TrialPlan.MORE_WARM_UP_SECONDS;
    }

    /** Under five minutes: the first screen of the report, on a machine that does nothing else. */
    public static TrialSet quick() {
        return new TrialSet(
                "quick",
                List.of(
                        // Row by row ends where the others have hardly begun.
                        new Rungs(List.of("direct-row-64"), List.of(5_000)),
                        new Rungs(
                                List.of("direct-row-64", "direct-batch", Arms.LOG, Arms.DISCARD),
                                List.of(20_000, HEADLINE))),
                HEADLINE,
                new Seconds(4, 7, 0, 5),
                List.of(),
                1,
                1);
    }

    /** Under forty minutes: every arm, the curves to the knees of those that matter most, and everything that goes wrong. */
    public static TrialSet full() {
        List<String> main =
                List.of("direct-row-16", "direct-row-64", "direct-hibernate", "direct-batch", Arms.LOG, Arms.DISCARD);
        List<String> variants = List.of(
                "direct-row-64-async",
                "direct-row-64-unbounded",
                "direct-batch-early",
                "log-copy-fsync",
                "log-row",
                "log-hibernate");
        return new TrialSet(
                "full",
                List.of(
                        // Each trial costs half a minute of forty: rates at which an arm shows nothing are left out.
                        new Rungs(
                                List.of("direct-row-16", "direct-row-64", "direct-hibernate"), List.of(2_000, 10_000)),
                        new Rungs(main, List.of(20_000, 50_000, HEADLINE, 200_000)),
                        new Rungs(variants, List.of(20_000, HEADLINE)),
                        new Rungs(
                                List.of(Arms.YIELDING_LOG, "log-copy-async", "log-unnest", "log-jdbc-batch"),
                                List.of(HEADLINE))),
                HEADLINE,
                new Seconds(4, 8, 0, 15),
                List.of(
                        new Disturbed(
                                Scenario.SPIKE,
                                List.of("direct-row-64", "direct-batch", Arms.LOG),
                                10_000,
                                1,
                                new Seconds(6, 10, 30, 60)),
                        new Disturbed(
                                Scenario.OUTAGE,
                                List.of("direct-batch", Arms.LOG, Arms.YIELDING_LOG),
                                HEADLINE,
                                1,
                                new Seconds(6, 10, 60, 300)),
                        new Disturbed(
                                Scenario.SLOW_DATABASE,
                                List.of("direct-batch", Arms.LOG),
                                50_000,
                                1,
                                new Seconds(6, 10, 30, 120)),
                        new Disturbed(
                                Scenario.KILL,
                                List.of("direct-batch", "direct-batch-early", Arms.LOG),
                                20_000,
                                1,
                                new Seconds(6, 16, 2, 60))),
                2,
                1);
    }

    /** Half an hour of the log's arm at the headline rate: partitions are made, autovacuum and checkpoints have their turns. */
    public static TrialSet soak() {
        return new TrialSet(
                "soak",
                List.of(new Rungs(List.of(Arms.LOG), List.of(HEADLINE))),
                HEADLINE,
                new Seconds(10, 30 * 60, 0, 120),
                List.of(),
                0,
                1);
    }

    /**
     * The same with these arms only, each on all of its ladders; one that no ladder has joins the first one that reaches the headline
     * rate, where arms are compared.
     */
    public TrialSet withArms(List<String> arms) {
        arms.forEach(Arms::byName);
        Set<String> joining = new LinkedHashSet<>(arms);
        joining.remove(Arms.IDLE);
        ladders.forEach(ladder -> joining.removeAll(ladder.arms));
        List<Rungs> filtered = new ArrayList<>();
        for (Rungs ladder : ladders) {
            List<String> here =
                    new ArrayList<>(ladder.arms.stream().filter(arms::contains).toList());
            if (ladder.rates.contains(headline)) {
                here.addAll(joining);
                joining.clear();
            }
            filtered.add(new Rungs(here, ladder.rates));
        }
        List<Disturbed> disturbed = new ArrayList<>();
        for (Disturbed scenario : scenarios) {
            List<String> here = scenario.arms.stream().filter(arms::contains).toList();
            if (!here.isEmpty()) {
                disturbed.add(
                        new Disturbed(scenario.scenario, here, scenario.rate, scenario.repetitions, scenario.seconds));
            }
        }
        filtered.removeIf(ladder -> ladder.arms.isEmpty());
        return new TrialSet(
                name,
                filtered,
                headline,
                steady,
                disturbed,
                arms.contains(Arms.IDLE) ? Math.max(1, idleRuns) : 0,
                repeats);
    }

    /**
     * The same at these rates, which all arms climb on one ladder; the highest is where they meet, and what goes wrong does so there (a
     * spike rises up to it).
     */
    public TrialSet withRates(List<Integer> rates) {
        int highest = rates.stream().mapToInt(Integer::intValue).max().orElse(headline);
        Set<String> climbing = new LinkedHashSet<>();
        ladders.forEach(ladder -> climbing.addAll(ladder.arms));
        return new TrialSet(
                name,
                climbing.isEmpty() ? List.of() : List.of(new Rungs(List.copyOf(climbing), rates)),
                highest,
                steady,
                disturbed(scenario -> scenario.withRate(
                        scenario.scenario == Scenario.SPIKE ? Math.max(1, highest / TrialPlan.SPIKE_FACTOR) : highest)),
                idleRuns,
                repeats);
    }

    /** The same with so many measured seconds; of a disturbed trial, before the disturbance and after it. */
    public TrialSet withSeconds(int seconds) {
        return new TrialSet(
                name,
                ladders,
                headline,
                steady.withLoad(seconds),
                disturbed(scenario -> scenario.withSeconds(scenario.seconds.withLoad(seconds))),
                idleRuns,
                repeats);
    }

    /** The same with spikes, outages and locks of so many seconds. */
    public TrialSet withDisturbanceSeconds(int seconds) {
        return new TrialSet(
                name,
                ladders,
                headline,
                steady,
                disturbed(scenario -> scenario.scenario == Scenario.KILL
                        ? scenario
                        : scenario.withSeconds(scenario.seconds.withDisturbance(seconds))),
                idleRuns,
                repeats);
    }

    /** The same with all steady trials so many times. */
    public TrialSet withRepeats(int times) {
        return new TrialSet(name, ladders, headline, steady, scenarios, idleRuns, times);
    }

    private List<Disturbed> disturbed(UnaryOperator<Disturbed> change) {
        return scenarios.stream().map(change).toList();
    }

    /** Only what goes wrong of these kinds, and the steady ladders where that kind is among them. */
    public TrialSet withScenarios(Set<Scenario> kinds) {
        return new TrialSet(
                name,
                kinds.contains(Scenario.STEADY) ? ladders : List.of(),
                headline,
                steady,
                scenarios.stream()
                        .filter(scenario -> kinds.contains(scenario.scenario))
                        .toList(),
                idleRuns,
                repeats);
    }

    /** The same without what needs a database that may be stopped. */
    public TrialSet withoutOutages() {
        return new TrialSet(
                name,
                ladders,
                headline,
                steady,
                scenarios.stream()
                        .filter(scenario -> scenario.scenario != Scenario.OUTAGE)
                        .toList(),
                idleRuns,
                repeats);
    }

    /** Names of all arms that have a trial, in the order of {@link Arms#all()}. */
    List<String> arms() {
        Set<String> used = new LinkedHashSet<>();
        ladders.forEach(ladder -> used.addAll(ladder.arms));
        scenarios.forEach(scenario -> used.addAll(scenario.arms));
        if (idleRuns > 0) {
            used.add(Arms.IDLE);
        }
        return Arms.all().stream().map(ArmSetup::name).filter(used::contains).toList();
    }

    /** Whether something goes wrong that lasts for a while, as a kill does not. */
    public boolean hasLastingDisturbance() {
        return scenarios.stream().anyMatch(scenario -> scenario.scenario != Scenario.KILL);
    }

    /** Whether anything is written at all: the foreground alone is there to be compared with. */
    public boolean hasLoad() {
        return !scenarios.isEmpty()
                || ladders.stream().anyMatch(ladder -> !ladder.arms.isEmpty() && !ladder.rates.isEmpty());
    }

    /** How long it takes on a machine that does nothing else, if every arm keeps up at every rate: what is past its knee ends earlier. */
    public Duration expected() {
        return new Agenda(this, 0).expected();
    }

    /** Bytes on disk that the largest trial may need. */
    public long diskBytes() {
        long steadyMost = ladders.stream()
                .flatMap(ladder -> ladder.arms.stream()
                        .flatMap(arm -> ladder.rates.stream()
                                .map(rate -> TrialPlan.steady(Arms.byName(arm), rate, 1, steady.timing()))))
                .mapToLong(TrialPlan::diskBytes)
                .max()
                .orElse(TrialPlan.FIXED_DISK_BYTES);
        Random anyMoments = new Random(0);
        long disturbedMost = scenarios.stream()
                .flatMap(scenario -> scenario.arms.stream().map(arm -> plan(scenario, Arms.byName(arm), 1, anyMoments)))
                .mapToLong(TrialPlan::diskBytes)
                .max()
                .orElse(0);
        return Math.max(steadyMost, disturbedMost);
    }

    /** The trial of one arm in a scenario. */
    static TrialPlan plan(Disturbed disturbed, ArmSetup arm, int repetition, Random random) {
        TrialPlan.Timing timing = disturbed.seconds.timing();
        return switch (disturbed.scenario) {
            case STEADY -> TrialPlan.steady(arm, disturbed.rate, repetition, timing);
            case SPIKE -> TrialPlan.spike(arm, disturbed.rate, timing);
            case OUTAGE -> TrialPlan.outage(arm, disturbed.rate, timing);
            case SLOW_DATABASE -> TrialPlan.slowDatabase(arm, disturbed.rate, timing);
            case KILL -> TrialPlan.kill(arm, disturbed.rate, repetition, timing.disturbance(), random, timing);
        };
    }
}
