package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a trial again that the machine's host has disturbed: a virtual machine whose processors are taken away for others measures
 * those. Which of several runs counts is decided by what the host took alone, never by what was measured.
 *
 * <p>Threading: confined to one thread.
 *
 * <p>Failure: one that comes when a trial runs again costs that run; what there is counts.
 */
final class HostWatch implements LoadTest.Runner {

    /** Of all processors' time. */
    static final double DISTURBED = 0.05;

    static final int MOST_RUNS = 3;

    /** What running again may take of the time that the trials so far were expected to, and for the first of them besides. */
    private static final double MORE_TIME = 0.1;

    private static final double FIRST_SECONDS = 35;

    private final Measuring measuring;
    private final Console console;
    private double secondsLeft = FIRST_SECONDS;
    private int ranAgain;
    private int stillDisturbed;

    /** Runs one trial, and tells what the host took of it: a share of all processors' time. */
    @FunctionalInterface
    interface Measuring {
        Measured run(TrialPlan plan, Progress progress) throws LabException, TrialStoppedException;
    }

    /** A trial, and what the host took meanwhile. */
    record Measured(Trial trial, double stolen) {}

    HostWatch(Measuring measuring, Console console) {
        this.measuring = measuring;
        this.console = console;
    }

    @Override
    public Trial run(TrialPlan plan, Progress progress) throws LabException, TrialStoppedException {
        Measured best = measuring.run(plan, progress);
        secondsLeft += MORE_TIME * Agenda.expectedSeconds(plan);
        int runs = 1;
        while (best.stolen > DISTURBED && runs < MOST_RUNS && hasTimeFor(plan)) {
            console.say(String.format(
                    Locale.ROOT,
                    "%s  the machine's host took %.0f%% of the processors' time: once more",
                    progress.title(),
                    100 * best.stolen));
            progress.begin();
            Optional<Measured> again = again(plan, progress);
            if (again.isEmpty()) {
                break;
            }
            runs++;
            best = again.get().stolen < best.stolen ? again.get() : best;
        }
        ranAgain += runs > 1 ? 1 : 0;
        stillDisturbed += best.stolen > DISTURBED ? 1 : 0;
        return runs == 1 ? best.trial : withRemark(best, runs);
    }

    @Override
    public List<String> weaknesses() {
        List<String> weaknesses = new ArrayList<>();
        if (ranAgain > 0) {
            weaknesses.add(String.format(
                    Locale.ROOT,
                    "Trials that ran again, because the machine's host had taken more than %.0f%% of the processors' time for others:"
                            + " %d. Of each, the run that it disturbed least counts, whatever that measured.",
                    100 * DISTURBED,
                    ranAgain));
        }
        if (stillDisturbed > 0) {
            weaknesses.add(String.format(
                    Locale.ROOT,
                    "Trials in which the machine's host took more than %.0f%% of the processors' time all the same: %d. Their"
                            + " latencies are the host's as well; the bottleneck of each tells its share.",
                    100 * DISTURBED,
                    stillDisturbed));
        }
        return weaknesses;
    }

    private boolean hasTimeFor(TrialPlan plan) {
        long needed = Agenda.expectedSeconds(plan);
        if (needed > secondsLeft) {
            return false;
        }
        secondsLeft -= needed;
        return true;
    }

    private Optional<Measured> again(TrialPlan plan, Progress progress) {
        try {
            return Optional.of(measuring.run(plan, progress));
        } catch (TrialStoppedException asked) {
            // Whoever asks will be asked again before the next trial.
            return Optional.empty();
        } catch (LabException | RuntimeException e) {
            console.say("! " + progress.title() + " came to nothing when it ran again: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Trial withRemark(Measured best, int runs) {
        return best.trial.withRemark(String.format(
                Locale.ROOT,
                "The least disturbed of %d runs: the machine's host took %.1f%% of the processors' time, and more in the others.",
                runs,
                100 * best.stolen));
    }
}
