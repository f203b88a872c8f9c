package io.deliverytracking.loadtest.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Which trial of a set is next, and how many may still come: the foreground alone, the ladders, what goes wrong, and the foreground
 * alone again.
 *
 * <p>Threading: confined to one thread. Pure: the moments of kills come from the seed.
 */
final class Agenda {

    /**
     * What a trial takes beside its load, in seconds: tables emptied, a JVM or three started, the account. Thirteen trials with a
     * load of 117 s in all took 181 s on two processors.
     */
    private static final int IDLE_COSTS = 1;

    private static final int DIRECT_COSTS = 3;
    private static final int LOG_COSTS = 6;

    /** Of the patience for draining, what an arm takes on the average: most need a moment, who is past its knee needs all. */
    private static final int DRAIN_SHARE = 3;

    /** A direct arm's queue is bounded, and soon empty: half a million events at tens of thousands a second. */
    private static final int DIRECT_DRAIN = 15;

    private final TrialSet set;
    private final List<Climb> climbs = new ArrayList<>();
    private final List<TrialPlan> disturbed = new ArrayList<>();
    private int idleLeft;
    private boolean begun;
    private int taken;
    private Optional<Ladder.Rung> rung = Optional.empty();
    private Optional<Ladder> climbed = Optional.empty();

    /** A ladder for the first time, or again. */
    private record Climb(Ladder ladder, int repetition) {}

    /** @param seed decides the moments of kills */
    Agenda(TrialSet set, long seed) {
        this.set = set;
        for (int repetition = 1; repetition <= set.repeats(); repetition++) {
            for (TrialSet.Rungs rungs : set.ladders()) {
                climbs.add(new Climb(new Ladder(rungs.arms(), rungs.rates(), set.headline()), repetition));
            }
        }
        Random random = new Random(seed);
        for (TrialSet.Disturbed scenario : set.scenarios()) {
            for (int repetition = 1; repetition <= scenario.repetitions(); repetition++) {
                for (String arm : scenario.arms()) {
                    disturbed.add(TrialSet.plan(scenario, Arms.byName(arm), repetition, random));
                }
            }
        }
        idleLeft = set.idleRuns();
    }

    /** What runs next; empty at the end. */
    Optional<TrialPlan> next() {
        Optional<TrialPlan> next = take();
        if (next.isPresent()) {
            taken++;
        }
        return next;
    }

    private Optional<TrialPlan> take() {
        rung = Optional.empty();
        if (!begun) {
            begun = true;
            if (idleLeft > 0) {
                return Optional.of(nextIdle());
            }
        }
        for (Climb climb : climbs) {
            rung = climb.ladder.next();
            climbed = Optional.of(climb.ladder);
            if (rung.isPresent()) {
                return rung.map(due -> steady(due, climb.repetition));
            }
        }
        if (!disturbed.isEmpty()) {
            return Optional.of(disturbed.remove(0));
        }
        return idleLeft > 0 ? Optional.of(nextIdle()) : Optional.empty();
    }

    /** Whether the trial that {@link #next} gave kept up; one that came to nothing did not. */
    void onResult(boolean kept) {
        if (rung.isPresent()) {
            climbed.ifPresent(ladder -> ladder.onResult(rung.get(), kept));
        }
    }

    /** Trials that were given out. */
    int taken() {
        return taken;
    }

    /** Trials that may still come. */
    int left() {
        return plansLeft().size();
    }

    /** How long what may still come takes. */
    Duration expected() {
        return Duration.ofSeconds(
                plansLeft().stream().mapToLong(Agenda::expectedSeconds).sum());
    }

    /** How long one trial takes, from the one before it to the one after it. */
    static long expectedSeconds(TrialPlan plan) {
        if (plan.arm().way().isEmpty()) {
            return IDLE_COSTS + plan.seconds();
        }
        int drain = plan.patienceSeconds() / DRAIN_SHARE;
        return plan.seconds()
                + (plan.arm().pipeline().isPresent()
                        ? LOG_COSTS + drain
                        : DIRECT_COSTS + Math.min(DIRECT_DRAIN, drain));
    }

    private List<TrialPlan> plansLeft() {
        List<TrialPlan> left = new ArrayList<>();
        for (Climb climb : climbs) {
            climb.ladder.atMost().forEach(due -> left.add(steady(due, climb.repetition)));
        }
        left.addAll(disturbed);
        for (int i = 0; i < idleLeft; i++) {
            left.add(idle(1));
        }
        return left;
    }

    private TrialPlan steady(Ladder.Rung due, int repetition) {
        return TrialPlan.steady(
                Arms.byName(due.arm()), due.rate(), repetition, set.steady().timing());
    }

    private TrialPlan nextIdle() {
        int repetition = set.idleRuns() - --idleLeft;
        return idle(repetition);
    }

    private TrialPlan idle(int repetition) {
        return TrialPlan.steady(
                Arms.byName(Arms.IDLE), 0, repetition, set.steady().timing());
    }
}
