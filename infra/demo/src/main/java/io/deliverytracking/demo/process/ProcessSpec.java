package io.deliverytracking.demo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What it takes to start one process and to stop it.
 *
 * @param name            short, unique within a run; names its pid file and its log
 * @param command         program and arguments
 * @param environment     added to the supervisor's own
 * @param workDirectory   must exist
 * @param log             standard output and standard error are appended here
 * @param stopSignal      what asks it to end in good order, without the SIG: {@code TERM} for a JVM, {@code INT} for Postgres, whose
 *                        TERM waits until the last client has left
 * @param stopPatience    how long it may take for that before it is killed
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workDirectory,
        Path log,
        String stopSignal,
        Duration stopPatience) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
