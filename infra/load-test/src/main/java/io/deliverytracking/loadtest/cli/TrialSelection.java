package io.deliverytracking.loadtest.cli;

import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.trial.Arms;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The options that say which trials run, and the set that they make.
 *
 * <p>Failure: {@link IllegalArgumentException} for options that make no sense, with what to do in its message.
 */
final class TrialSelection {

    @ArgGroup
    private Size size = new Size();

    /** At most one of these. */
    private static final class Size {
        @Option(
                names = "--quick",
                description = "Under 5 minutes: the ways that matter most, at three rates. This is the default.")
        private boolean quick;

        @Option(
                names = "--full",
                description = "Under 40 minutes: all ways, more rates, and everything that goes wrong.")
        private boolean full;

        @Option(names = "--soak", description = "Half an hour of the log at 100,000 events/s.")
        private boolean soak;
    }

    @Option(names = "--arms", split = ",", paramLabel = "ARM", description = "Only these; --list-arms names them.")
    private List<String> arms = List.of();

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            description =
                    "Events a second, for example 10000,50000. What goes wrong does so at the highest; a spike rises up"
                            + " to it.")
    private List<Integer> rates = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES}, as far as the set has them.")
    private List<Scenario> scenarios = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Measured seconds of a trial; where something goes wrong, before it and after it.")
    private @Nullable Integer seconds;

    @Option(names = "--disturbance", paramLabel = "N", description = "Seconds that a spike, an outage and a lock last.")
    private @Nullable Integer disturbanceSeconds;

    /** @param mayCrash whether the database may be stopped */
    TrialSet trials(boolean mayCrash) {
        TrialSet set = chosen(size.full ? TrialSet.full() : size.soak ? TrialSet.soak() : TrialSet.quick());
        set = mayCrash ? set : set.withoutOutages();
        if (!set.hasLoad() && !arms.contains(Arms.IDLE)) {
            throw new IllegalArgumentException(nothingLeft(mayCrash));
        }
        return set;
    }

    private TrialSet chosen(TrialSet whole) {
        TrialSet set = whole;
        if (seconds != null) {
            require(seconds >= 1 && seconds <= 86_400, "--seconds " + seconds + " is none of 1 to 86400");
            set = set.withSeconds(seconds);
        }
        if (disturbanceSeconds != null) {
            require(
                    disturbanceSeconds >= 1 && disturbanceSeconds <= 3_600,
                    "--disturbance " + disturbanceSeconds + " is none of 1 to 3600");
            set = set.withDisturbanceSeconds(disturbanceSeconds);
        }
        if (!rates.isEmpty()) {
            for (int rate : rates) {
                require(rate >= 1 && rate <= 2_000_000, "--rates " + rate + " is none of 1 to 2000000");
            }
            set = set.withRates(rates);
        }
        if (!scenarios.isEmpty()) {
            set = set.withScenarios(EnumSet.copyOf(scenarios));
        }
        return arms.isEmpty() ? set : set.withArms(arms);
    }

    private String nothingLeft(boolean mayCrash) {
        String nothing = "nothing is left to run: the set has none of these arms in these scenarios";
        TrialSet full = chosen(TrialSet.full());
        if (!full.hasLoad()) {
            return nothing;
        }
        if (!mayCrash && !full.withoutOutages().hasLoad()) {
            return nothing + "; an outage needs the embedded database, because one of --database-url is never stopped";
        }
        return nothing + "; --full has";
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
