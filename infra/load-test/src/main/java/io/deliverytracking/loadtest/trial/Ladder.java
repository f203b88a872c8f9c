package io.deliverytracking.loadtest.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The order of the steady trials: rate by rate over the arms, so that a machine that grows slower hits all arms alike, and each rate
 * begins with another arm, so that none is always the first.
 *
 * <p>An arm climbs until it has not kept up at {@link #BEYOND} rates: the first of them is past its knee, the others show what
 * happens there. The headline rate is run by every arm, because it is where all of them are compared.
 *
 * <p>Threading: confined to one thread. Pure.
 */
final class Ladder {

    private static final int BEYOND = 2;

    private final List<String> arms;
    private final List<Integer> rates;
    private final int headline;
    private final Map<String, Integer> failures = new HashMap<>();
    private int rate;
    private int turn;

    /** One arm at one rate. */
    record Rung(String arm, int rate) {}

    /**
     * A ladder.
     *
     * @param rates events a second, in any order
     * @param headline the rate that no arm leaves out, if it is among the rates
     */
    Ladder(List<String> arms, List<Integer> rates, int headline) {
        this.arms = List.copyOf(arms);
        this.rates = new ArrayList<>(new TreeSet<>(rates));
        this.headline = headline;
    }

    /** What runs next; empty when every arm has had all that it needs. */
    Optional<Rung> next() {
        while (rate < rates.size()) {
            while (turn < arms.size()) {
                Rung rung = new Rung(arms.get((turn++ + rate) % arms.size()), rates.get(rate));
                if (isDue(rung)) {
                    return Optional.of(rung);
                }
            }
            rate++;
            turn = 0;
        }
        return Optional.empty();
    }

    /** Tells whether it kept up; a trial that failed altogether counts as one that did not. */
    void onResult(Rung rung, boolean kept) {
        if (!kept) {
            failures.merge(rung.arm, 1, Integer::sum);
        }
    }

    /** What is left if all arms keep up from here on: the most that can come. */
    List<Rung> atMost() {
        List<Rung> left = new ArrayList<>();
        for (int at = rate; at < rates.size(); at++) {
            for (int taken = at == rate ? turn : 0; taken < arms.size(); taken++) {
                Rung rung = new Rung(arms.get((taken + at) % arms.size()), rates.get(at));
                if (isDue(rung)) {
                    left.add(rung);
                }
            }
        }
        return left;
    }

    private boolean isDue(Rung rung) {
        return rung.rate == headline || failures.getOrDefault(rung.arm, 0) < BEYOND;
    }
}
