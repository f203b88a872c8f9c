package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Trials that came to nothing: what is said of each, and in a log what somebody who mends the load test wants to know.
 *
 * <p>Threading: confined to one thread. Failure: a log that can't be written is said in its place.
 */
final class Mishaps {

    private static final int HOPELESS = 3;

    private final Path log;
    private final List<Failure> failures = new ArrayList<>();
    private int inARow;

    Mishaps(Path log) {
        this.log = log;
    }

    /** Returns why, in a line or more. */
    String add(TrialPlan plan, Exception reason) {
        inARow++;
        String trace = write(plan, reason);
        // What a service or the machine lacks is in the message; of a fault of ours the trace says more.
        String why = reason instanceof LabException ? String.valueOf(reason.getMessage()) : reason + " (" + trace + ")";
        // The log's path is of this machine.
        String lasting = reason instanceof LabException ? why : reason.toString();
        failures.add(new Failure(
                plan.arm().name(),
                plan.rate(),
                plan.scenario(),
                lasting.lines().findFirst().orElse("")));
        return why;
    }

    void onResult() {
        inARow = 0;
    }

    /** One after the other is no coincidence. */
    boolean areHopeless() {
        return inARow >= HOPELESS;
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    private String write(TrialPlan plan, Exception reason) {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(
                log, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            writer.println(Instant.now() + " " + plan.arm().name() + " at " + plan.rate() + "/s, " + plan.scenario());
            reason.printStackTrace(writer);
            return "see " + log;
        } catch (IOException e) {
            return "and " + log + " can't be written: " + e.getMessage();
        }
    }
}
