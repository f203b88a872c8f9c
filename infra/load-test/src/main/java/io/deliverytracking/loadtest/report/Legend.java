package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import java.util.ArrayList;
import java.util.List;

/** What names and measures of the first screen mean, for whoever reads no further. Stateless. */
final class Legend {

    private static final String MEASURES =
            "While the events come, other users read, create and update orders in the same database;"
                    + " p99 is the time within which 99 of 100 of their requests were answered, lag how far what is stored is behind what was"
                    + " sent. Who does not keep up has ever more waiting.";

    private Legend() {}

    /** Of the arms that the first screen shows: those at the rate of the set, and the foreground alone. */
    static String of(Run run) {
        int rate = run.result().headline();
        List<String> words = new ArrayList<>();
        for (ArmRun arm : run.arms()) {
            if (arm.arm().kind() == Arm.Kind.IDLE || arm.step(rate).isPresent()) {
                words.add(arm.name() + " is “" + arm.arm().title() + "”");
            }
        }
        return words.isEmpty() ? MEASURES : String.join(", ", words) + ". " + MEASURES;
    }
}
