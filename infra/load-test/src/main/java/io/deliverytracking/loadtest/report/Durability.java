package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who acknowledges an event before a disk has it: arms are not alike in that, and the first thing that a sceptic asks. Stateless. */
final class Durability {

    /** The topic's setting with which the broker forces every append to disk before it acknowledges. */
    private static final String FLUSH = "flush.messages";

    private static final String COMMIT = "synchronous_commit";
    private static final String ACKNOWLEDGED = "acknowledged";
    private static final String EARLY = "before its commit";

    private Durability() {}

    static String of(Run run) {
        List<String> parts = new ArrayList<>();
        names(run, arm -> isLog(arm) && !isForced(arm))
                .ifPresent(names -> parts.add("the broker's page cache, as Kafka does by default (" + names + ")"));
        names(
                        run,
                        arm -> isDirect(arm)
                                && "off".equals(arm.arm().configuration().get(COMMIT)))
                .ifPresent(names -> parts.add("a commit that does not wait for the disk (" + names + ")"));
        names(
                        run,
                        arm -> isDirect(arm)
                                && EARLY.equals(arm.arm().configuration().get(ACKNOWLEDGED)))
                .ifPresent(names -> parts.add("the application's memory (" + names + ")"));
        String forced = names(run, arm -> isLog(arm) && isForced(arm))
                .map(names -> "The log that forces each append to disk first, as a commit does: " + names + ".")
                .orElse(
                        "A log that forces each append to disk first, as a commit does (log-copy-fsync), was not measured here.");
        return (parts.isEmpty()
                        ? "No arm acknowledges before the disk has an event."
                        : "Acknowledged before a disk has it, from " + String.join("; from ", parts) + ".")
                + " " + forced;
    }

    private static Optional<String> names(Run run, Predicate<ArmRun> condition) {
        List<String> names = run.arms().stream()
                .filter(arm -> !arm.trials().isEmpty())
                .filter(condition)
                .map(ArmRun::name)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Figures.list(names));
    }

    private static boolean isLog(ArmRun arm) {
        return arm.arm().kind() == Arm.Kind.LOG;
    }

    private static boolean isDirect(ArmRun arm) {
        return arm.arm().kind() == Arm.Kind.DIRECT;
    }

    private static boolean isForced(ArmRun arm) {
        return "1".equals(arm.arm().configuration().get(FLUSH));
    }
}
