package io.deliverytracking.broker.clients.soak;

import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.server.BrokerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The broker as its own main method starts it. Owns the process. */
final class BrokerProcess implements AutoCloseable {

    /** What the demo gives it, but for the archives of its start. */
    private static final List<String> JVM_FLAGS =
            List.of("-Xms32m", "-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=64m");

    private static final String LISTENING = "listening on ";
    private static final String RESIDENT = "VmRSS:";
    private static final Pattern WARNING = Pattern.compile("(WARNING|SEVERE) io\\.deliverytracking\\.");

    private final ClientProcess process;
    private final String bootstrapServers;

    private BrokerProcess(ClientProcess process) {
        this.process = process;
        await().atMost(ClientProcess.PATIENCE).until(() -> {
            process.requireAlive();
            return process.lines().stream().anyMatch(line -> line.startsWith(LISTENING));
        });
        this.bootstrapServers = process.lines().stream()
                .filter(line -> line.startsWith(LISTENING))
                .map(line -> line.substring(LISTENING.length()))
                .findFirst()
                .orElseThrow();
    }

    static BrokerProcess start(Path directory, Map<String, String> properties) {
        List<String> arguments = new ArrayList<>();
        override(arguments, "listeners", "PLAINTEXT://127.0.0.1:0");
        override(arguments, "log.dirs", directory.toString());
        properties.forEach((name, value) -> override(arguments, name, value));
        return new BrokerProcess(ClientProcess.java(BrokerMain.class, JVM_FLAGS, arguments));
    }

    private static void override(List<String> arguments, String name, String value) {
        arguments.addAll(List.of("--override", name + "=" + value));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Memory that it has in use now, page cache left out. */
    long residentKb() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(process.describe("has no " + RESIDENT));
    }

    /** What the broker itself warned of; a JVM has warnings of its own. */
    List<String> warnings() {
        return process.errors().stream()
                .filter(line -> WARNING.matcher(line).find())
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
