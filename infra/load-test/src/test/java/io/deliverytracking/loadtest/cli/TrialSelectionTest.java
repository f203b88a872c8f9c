package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.trial.TrialSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrialSelectionTest {

    @Test
    void theQuickSetIsTheDefault() {
        assertThat(trials()).isEqualTo(TrialSet.quick());
        assertThat(trials("--full")).isEqualTo(TrialSet.full());
    }

    @Test
    void theForegroundAloneIsNoLoadTestUnlessAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--scenarios=outage"))
                .withMessageContaining("nothing is left to run")
                .withMessageEndingWith("--full has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--quick", "--scenarios=kill", "--arms=log-copy"))
                .withMessageEndingWith("--full has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--full", "--scenarios=kill", "--arms=log-row"))
                .withMessageEndingWith("none of these arms in these scenarios");
        assertThat(trials("--arms=idle").hasLoad()).isFalse();
    }

    @Test
    void aDatabaseOfTheUsersIsNeverStopped() {
        assertThat(selection("--full").trials(false).scenarios())
                .extracting(TrialSet.Disturbed::scenario)
                .contains(Scenario.KILL)
                .doesNotContain(Scenario.OUTAGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selection("--full", "--scenarios=outage").trials(false))
                .withMessageEndingWith(
                        "an outage needs the embedded database, because one of --database-url is never stopped");
    }

    @Test
    void numbersThatMakeNoSenseAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--rates=0"))
                .withMessage("--rates 0 is none of 1 to 2000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--seconds=0"))
                .withMessage("--seconds 0 is none of 1 to 86400");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--disturbance=9999"))
                .withMessage("--disturbance 9999 is none of 1 to 3600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--rates=10,000"))
                .withMessage("--rates 0 is none of 1 to 2000000 (a comma parts two rates: 10,000 is 10 and 0)");
    }

    @Test
    void optionsThatWouldChangeNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--rates=,"))
                .withMessage("--rates names none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--rates=1000,2000,1000"))
                .withMessage("--rates names 1000 twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--arms=idle,idle"))
                .withMessage("--arms names idle twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--full", "--arms=idle", "--scenarios=kill"))
                .withMessageStartingWith("idle writes nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--quick", "--disturbance=10"))
                .withMessageStartingWith("--disturbance changes nothing here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trials("--full", "--scenarios=kill", "--disturbance=10"))
                .withMessageStartingWith("--disturbance changes nothing here");
        assertThat(trials("--full", "--scenarios=spike", "--disturbance=10").scenarios())
                .singleElement()
                .satisfies(spike -> assertThat(spike.seconds().disturbance()).isEqualTo(10));
    }

    private static TrialSet trials(String... options) {
        return selection(options).trials(true);
    }

    private static TrialSelection selection(String... options) {
        TrialSelection selection = new TrialSelection();
        new CommandLine(selection).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return selection;
    }
}
