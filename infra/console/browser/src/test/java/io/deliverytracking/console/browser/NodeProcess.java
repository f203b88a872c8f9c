package io.deliverytracking.console.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the Node.js that Playwright's driver brings: the build needs none of its own.
 *
 * @param output standard output and errors
 */
record NodeProcess(int exitStatus, String output) {
    static final Path CONSOLE = Path.of("../app");

    /** Runs it to its end. */
    static NodeProcess run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("playwright.cli.dir"), "node").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new NodeProcess(process.waitFor(), output);
    }
}
