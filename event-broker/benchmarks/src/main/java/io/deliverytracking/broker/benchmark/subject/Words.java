package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line as the program tells it that would run it: {@code env NAME=VALUE} and {@code arg WORD}, a line each.
 *
 * @param command one word at least
 */
record Words(Map<String, String> environment, List<String> command) {

    /** Runs a program that tells. */
    static Words ask(ProcessBuilder program) throws IOException {
        Process asked = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            if (asked.waitFor() != 0) {
                throw new IOException("it is not told how the broker is started: " + program.command());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return parse(lines);
    }

    static Words parse(List<String> lines) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> command = new ArrayList<>();
        for (String line : lines) {
            String word = line.substring(Math.min(4, line.length()));
            int equals = word.indexOf('=');
            if (line.startsWith("arg ")) {
                command.add(word);
            } else if (line.startsWith("env ") && equals > 0) {
                environment.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                throw new IOException("no word of a command: " + line);
            }
        }
        if (command.isEmpty()) {
            throw new IOException("it is not told how the broker is started");
        }
        return new Words(environment, command);
    }
}
