package io.deliverytracking.demo.services;

import io.deliverytracking.demo.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of each service, and how to know that it is ready.
 *
 * <p>Settings go in as system properties: they win over files and environment, and {@code ps} shows them. The database's password goes
 * in through the environment, which only the same user may read.
 * <p>Threading: immutable.
 */
public final class Services {

    /** Enough for the simulator's 20 s of outstanding acknowledgements, and for any commit under way. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);

    private final DemoPlan plan;
    private final Path java;
    private final boolean training;

    private Services(DemoPlan plan, Path javaHome, boolean training) {
        this.plan = plan;
        this.java = javaHome.resolve("bin").resolve("java");
        this.training = training;
    }

    /** Services that start quickly where an earlier start was recorded. */
    public static Services of(DemoPlan plan, Path javaHome) {
        return new Services(plan, javaHome, false);
    }

    /** Services that record their start, for those of {@link #of} to come; each writes its archive when it ends. */
    public static Services training(DemoPlan plan, Path javaHome) {
        return new Services(plan, javaHome, true);
    }

    /** The JVMs that the plan starts and that have no record of an earlier start. */
    public List<Part> untrained() {
        return plan.parts().stream()
                .filter(part -> part != Part.POSTGRES && !archive(part).exists())
                .toList();
    }

    /** What starts this part; not for Postgres, which is no JVM. */
    public ProcessSpec spec(Part part) {
        StartArchive archive = archive(part);
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add(JvmFlags.heap(part, plan));
        command.addAll(JvmFlags.young(part));
        command.addAll(JvmFlags.fixed());
        command.addAll(training ? archive.toRecord() : archive.toUse());
        // Names the process to a reader of ps.
        command.add("-Ddemo.part=" + part.title());
        Map<String, String> properties = new LinkedHashMap<>(properties(part));
        properties.putAll(plan.settingsOf(part));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar(part).toString());
        return new ProcessSpec(
                part.title(), command, environment(part), plan.home().home(), log(part), "TERM", STOP_PATIENCE);
    }

    private Map<String, String> environment(Part part) {
        Map<String, String> environment = new LinkedHashMap<>();
        // glibc gives each thread an arena of its own, which on two cores only costs memory.
        environment.put("MALLOC_ARENA_MAX", "2");
        String password = JdbcUrl.parse(plan.jdbcUrl()).password();
        // Without one the server asks for none, and an empty setting would be refused.
        if (part == Part.DB_WRITER && !password.isEmpty()) {
            environment.put("DELIVERY_DATABASE_PASSWORD", password);
        }
        return environment;
    }

    private StartArchive archive(Part part) {
        return StartArchive.of(plan.home().startArchives(), part, jar(part), JvmFlags.fixed());
    }

    private Path jar(Part part) {
        return plan.home().checkout().resolve(part.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    public Path log(Part part) {
        return plan.home().logs().resolve(part.title() + ".log");
    }

    /** Answers 200 when the part is ready; empty for Postgres, which is asked by SQL. */
    public Optional<String> readiness(Part part) {
        return http(part).map(base -> base + "/q/health/ready");
    }

    /** Where a browser finds the part. */
    public Optional<String> http(Part part) {
        return switch (part) {
            case POSTGRES -> Optional.empty();
            case BROKER -> Optional.of(plan.ports().http(Ports.Use.BROKER_HTTP));
            case SIMULATOR -> Optional.of(plan.ports().http(Ports.Use.SIMULATOR));
            case LOCATION_CONSUMER -> Optional.of(plan.ports().http(Ports.Use.LOCATION));
            case ANALYTICS_CONSUMER -> Optional.of(plan.ports().http(Ports.Use.ANALYTICS));
            case DB_WRITER -> Optional.of(plan.ports().http(Ports.Use.DB_WRITER));
            case CONSOLE -> Optional.of(plan.ports().http(Ports.Use.CONSOLE));
        };
    }

    /** Where our broker keeps its log and its cluster's id; empty when a setting may have moved it. */
    public Optional<Path> brokerDirectory() {
        boolean moved = plan.settingsOf(Part.BROKER).keySet().stream().anyMatch(name -> name.contains("log.dir"));
        return moved ? Optional.empty() : Optional.of(plan.home().data().resolve("broker"));
    }

    private Map<String, String> properties(Part part) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(httpPort(part)));
        properties.put("kafka.bootstrap.servers", plan.bootstrap());
        switch (part) {
            case BROKER -> {
                properties.remove("kafka.bootstrap.servers");
                int port = plan.ports().of(Ports.Use.BROKER);
                properties.put("broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:" + port);
                properties.put(
                        "broker.kafka.\"log.dirs\"",
                        plan.home().data().resolve("broker").toString());
                // One member a group, so there is nobody to wait for; Kafka's own quick start sets the same.
                properties.put("broker.kafka.\"group.initial.rebalance.delay.ms\"", "0");
                // In proportion to a heap of 128 MB; the demo's own clients ask for 8 MB at most.
                properties.put("broker.kafka.\"fetch.max.bytes\"", "16777216");
                properties.put("broker.kafka.\"socket.request.max.bytes\"", "16777216");
                properties.put("broker.kafka.\"queued.max.request.bytes\"", "33554432");
            }
            case SIMULATOR -> {
                // The supervisor starts it, once there is somebody to listen.
                properties.put("simulator.autostart", "false");
                properties.put("simulator.riders", Integer.toString(plan.riders()));
                properties.put("simulator.rate-per-rider", Double.toString(plan.ratePerRider()));
                properties.put(
                        "simulator.ledger-directory", plan.home().ledger().toString());
            }
            case DB_WRITER -> {
                JdbcUrl database = JdbcUrl.parse(plan.jdbcUrl());
                properties.put("delivery.database.url", database.address());
                properties.put("delivery.database.user", database.user());
                properties.put(
                        "delivery.partitions.retention", plan.rowRetention().toString());
                properties.put(
                        "delivery.partitions.width", plan.partitionWidth().toString());
            }
            case CONSOLE -> {
                properties.put("console.services.simulator", plan.ports().http(Ports.Use.SIMULATOR));
                properties.put("console.services.location", plan.ports().http(Ports.Use.LOCATION));
                properties.put("console.services.analytics", plan.ports().http(Ports.Use.ANALYTICS));
                properties.put("console.services.db-writer", plan.ports().http(Ports.Use.DB_WRITER));
                properties.put("console.services.broker", plan.ports().http(Ports.Use.BROKER_HTTP));
            }
            case ANALYTICS_CONSUMER -> {
                properties.put(
                        "analytics.data-directory",
                        plan.home().data().resolve("analytics").toString());
                plan.replay().ifPresent(replay -> {
                    properties.put("analytics.city.latitude", replay.centreLatitude());
                    properties.put("analytics.city.longitude", replay.centreLongitude());
                });
            }
            case LOCATION_CONSUMER -> {
                // Traces have gaps; those who are simulated report, and those of a larger run before this one are gone.
                if (plan.replay().isEmpty()) {
                    properties.put(
                            "location.retention.silent-riders",
                            plan.longestSilence().toString());
                }
            }
            case POSTGRES -> {}
        }
        return properties;
    }

    private int httpPort(Part part) {
        return plan.ports()
                .of(
                        switch (part) {
                            case BROKER -> Ports.Use.BROKER_HTTP;
                            case SIMULATOR -> Ports.Use.SIMULATOR;
                            case LOCATION_CONSUMER -> Ports.Use.LOCATION;
                            case ANALYTICS_CONSUMER -> Ports.Use.ANALYTICS;
                            case DB_WRITER -> Ports.Use.DB_WRITER;
                            case CONSOLE -> Ports.Use.CONSOLE;
                            case POSTGRES -> Ports.Use.POSTGRES;
                        });
    }
}
