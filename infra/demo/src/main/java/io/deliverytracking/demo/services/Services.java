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
 * <p>Settings go in as system properties: they win over files and environment, and {@code ps} shows them.
 * <p>Threading: immutable.
 */
public final class Services {

    /** Enough for the simulator's 20 s of outstanding acknowledgements, and for any commit under way. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);

    private final DemoPlan plan;
    private final Path java;

    public Services(DemoPlan plan, Path javaHome) {
        this.plan = plan;
        this.java = javaHome.resolve("bin").resolve("java");
    }

    /** What starts this part; not for Postgres, which is no JVM. */
    public ProcessSpec spec(Part part) {
        Path app = plan.home().checkout().resolve(part.module()).resolve("target/quarkus-app");
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(JvmFlags.of(part));
        // Names the process to a reader of ps.
        command.add("-Ddemo.part=" + part.title());
        Map<String, String> properties = new LinkedHashMap<>(properties(part));
        properties.putAll(plan.settingsOf(part));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(app.resolve("quarkus-run.jar").toString());
        return new ProcessSpec(
                part.title(),
                command,
                // glibc gives each thread an arena of its own, which on two cores only costs memory.
                Map.of("MALLOC_ARENA_MAX", "2"),
                plan.home().home(),
                log(part),
                "TERM",
                STOP_PATIENCE);
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
        };
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
            }
            case SIMULATOR -> {
                properties.put("simulator.riders", Integer.toString(plan.riders()));
                properties.put("simulator.rate-per-rider", Double.toString(plan.ratePerRider()));
                properties.put(
                        "simulator.ledger-directory", plan.home().ledger().toString());
            }
            case DB_WRITER -> {
                JdbcUrl database = JdbcUrl.parse(plan.jdbcUrl());
                properties.put("delivery.database.url", database.address());
                properties.put("delivery.database.user", database.user());
                properties.put("delivery.database.password", database.password());
                properties.put(
                        "delivery.partitions.retention", plan.rowRetention().toString());
                properties.put(
                        "delivery.partitions.width", plan.partitionWidth().toString());
            }
            case LOCATION_CONSUMER, ANALYTICS_CONSUMER, POSTGRES -> {}
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
                            case POSTGRES -> Ports.Use.POSTGRES;
                        });
    }
}
