package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a sceptic should know about the experiment itself: what is true of every run, and what this one showed. Pure. */
final class Weaknesses {

    /** Of two runs of the foreground alone, hours of drift would show: beyond this factor it is said. */
    private static final double DRIFT = 1.5;

    private Weaknesses() {}

    static List<String> of(TrialSet set, int foregroundPerSecond, List<Trial> trials, boolean whole) {
        List<String> weaknesses = new ArrayList<>();
        if (!whole) {
            weaknesses.add("The run was ended before all of its trials had run.");
        }
        drift(trials).ifPresent(weaknesses::add);
        weaknesses.add(
                "Everything shares one machine: the load, the log, the writer, the database and its other users compete for the"
                        + " same processors and the same disk. The discarding control shows what of it is the processor.");
        weaknesses.add(String.format(
                Locale.ROOT,
                "A trial is short: %d s of warm-up and %d s measured, with fresh JVMs that still compile; a checkpoint or a vacuum"
                        + " meets some trials and misses others. Arms behind a log have %d s more of warm-up, for their broker"
                        + " and their writer start with each trial, and so has the foreground alone, which comes first on a new"
                        + " server; the application starts with each trial of every arm.",
                set.steady().warmUp(),
                set.steady().load(),
                TrialPlan.MORE_WARM_UP_SECONDS));
        weaknesses.add(
                "Each trial ran once, unless the table says otherwise: the last digit of a percentile is chance.");
        weaknesses.add(String.format(
                Locale.ROOT,
                "The foreground asks evenly, %,d times a second, for orders that fit into memory; real customers come in bursts and"
                        + " also ask for what is cold.",
                foregroundPerSecond));
        weaknesses.add(
                "The coordinator that runs the foreground is itself a process on this machine: a busy processor delays its threads"
                        + " as it would delay those of any service beside it.");
        weaknesses.add(
                "The database starts empty, so its tables and indexes stay in memory; the soak run is the one that grows.");
        weaknesses.add(
                "Freshness is taken from the database's commit times in a sample of pages; the disk's answer comes after that moment.");
        weaknesses.add(
                "A crash of the broker's machine was not tried: an arm that acknowledges from the page cache would lose the events"
                        + " that the disk had not got by then. Killed were the writer, the application and Postgres.");
        weaknesses.add(
                "Row by row is measured over a loopback connection: a network makes each of its round trips dearer, and hardly"
                        + " changes a batch.");
        return weaknesses;
    }

    /** The foreground alone at the beginning and at the end: whether the machine stayed the same. */
    private static Optional<String> drift(List<Trial> trials) {
        List<Trial> idle =
                trials.stream().filter(trial -> trial.arm().equals(Arms.IDLE)).toList();
        if (idle.size() < 2) {
            return Optional.empty();
        }
        Latency first = idle.get(0).foreground().get("update");
        Latency last = idle.get(idle.size() - 1).foreground().get("update");
        if (first == null || last == null) {
            return Optional.empty();
        }
        double factor =
                (double) Math.max(first.p99Us(), last.p99Us()) / Math.max(1, Math.min(first.p99Us(), last.p99Us()));
        if (factor < DRIFT) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "The machine did not stay the same: alone, the foreground's updates had a p99 of %.1f ms at the beginning and of %.1f ms"
                        + " at the end.",
                first.p99Us() / 1e3,
                last.p99Us() / 1e3));
    }
}
