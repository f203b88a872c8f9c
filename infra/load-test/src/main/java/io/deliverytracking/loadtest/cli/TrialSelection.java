package io.deliverytracking.loadtest.cli;

import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.trial.Arms;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private @Nullable List<String> arms;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            description =
                    "Events a second, for example 10000,50000. What goes wrong does so at the highest; a spike rises up"
                            + " to it.")
    private @Nullable List<Integer> rates;

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES}, as far as the set has them.")
    private @Nullable List<Scenario> scenarios;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Measured seconds of a trial; where something goes wrong, before it and after it.")
    private @Nullable Integer seconds;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How often each steady trial runs (default ${DEFAULT-VALUE}), all of them before any again; the report"
                            + " shows the one with the middle p99.")
    private int repeat;

    @Option(names = "--disturbance", paramLabel = "N", description = "Seconds that a spike, an outage and a lock last.")
    private @Nullable Integer disturbanceSeconds;

    /** @param mayCrash whether the database may be stopped */
    TrialSet trials(boolean mayCrash) {
        requireSense();
        TrialSet set = chosen(size.full ? TrialSet.full() : size.soak ? TrialSet.soak() : TrialSet.quick());
        set = mayCrash ? set : set.withoutOutages();
        if (!set.hasLoad() && !onlyIdle()) {
            throw new IllegalArgumentException(nothingLeft(mayCrash));
        }
        require(
                disturbanceSeconds == null || set.hasLastingDisturbance(),
                "--disturbance changes nothing here: there is no spike, no outage and no lock among the trials");
        return set;
    }

    private void requireSense() {
        requireEachOnce("--arms", arms);
        requireEachOnce("--rates", rates);
        requireEachOnce("--scenarios", scenarios);
        if (rates != null) {
            for (int rate : rates) {
                require(
                        rate >= 1 && rate <= 2_000_000,
                        "--rates " + rate + " is none of 1 to 2000000"
                                + (rate == 0 && rates.size() > 1
                                        ? " (a comma parts two rates: 10,000 is 10 and 0)"
                                        : ""));
            }
        }
        require(
                seconds == null || seconds >= 1 && seconds <= 86_400,
                "--seconds " + seconds + " is none of 1 to 86400");
        require(repeat >= 1 && repeat <= 100, "--repeat " + repeat + " is none of 1 to 100");
        require(
                disturbanceSeconds == null || disturbanceSeconds >= 1 && disturbanceSeconds <= 3_600,
                "--disturbance " + disturbanceSeconds + " is none of 1 to 3600");
        require(
                !onlyIdle() || rates == null && scenarios == null && disturbanceSeconds == null,
                Arms.IDLE + " writes nothing: it has no rates, and nothing that goes wrong");
    }

    /** Whether somebody wants to see the foreground alone. */
    private boolean onlyIdle() {
        return List.of(Arms.IDLE).equals(arms);
    }

    private static void requireEachOnce(String option, @Nullable List<?> values) {
        if (values == null) {
            return;
        }
        require(!values.isEmpty(), option + " names none");
        Set<Object> seen = new HashSet<>();
        values.forEach(value -> require(seen.add(value), option + " names " + value + " twice"));
    }

    private TrialSet chosen(TrialSet whole) {
        TrialSet set = whole.withRepeats(repeat);
        if (seconds != null) {
            set = set.withSeconds(seconds);
        }
        if (disturbanceSeconds != null) {
            set = set.withDisturbanceSeconds(disturbanceSeconds);
        }
        if (rates != null) {
            set = set.withRates(rates);
        }
        if (scenarios != null) {
            set = set.withScenarios(EnumSet.copyOf(scenarios));
        }
        return arms == null ? set : set.withArms(arms);
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
