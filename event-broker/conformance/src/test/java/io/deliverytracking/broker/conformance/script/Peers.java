package io.deliverytracking.broker.conformance.script;

import io.deliverytracking.apachekafka.ApacheKafkaProcess;
import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Our broker and Apache Kafka, set up alike: node 1, four partitions of {@code __consumer_offsets}, no wait for a group's
 * first members, and everything else by default.
 *
 * <p>Apache Kafka is told to assign consumer groups at once and to leave classic groups classic, as our broker does.
 */
public final class Peers implements AutoCloseable {

    private static final String OFFSETS_PARTITIONS = "4";

    /** Where the build of {@code infra/apache-kafka} leaves what a node needs. */
    private static final Path APACHE_KAFKA =
            Path.of("..", "..", "infra", "apache-kafka", "target").toAbsolutePath();

    private final Peer ours;
    private final Peer apacheKafka;

    private Peers(Peer ours, Peer apacheKafka) {
        this.ours = ours;
        this.apacheKafka = apacheKafka;
    }

    /** Starts both; returns when both answer and coordinate groups. */
    public static Peers start(Path directory) throws IOException {
        Peer ours = ours(directory.resolve("ours"));
        Peer apacheKafka;
        try {
            apacheKafka = apacheKafka(directory.resolve("apache-kafka"));
        } catch (IOException e) {
            ours.close();
            throw e;
        }
        Peers peers = new Peers(ours, apacheKafka);
        try {
            Readiness.awaitGroups(ours, Integer.parseInt(OFFSETS_PARTITIONS));
            Readiness.awaitGroups(apacheKafka, Integer.parseInt(OFFSETS_PARTITIONS));
        } catch (IOException | RuntimeException e) {
            peers.close();
            throw e;
        }
        return peers;
    }

    public static Peer ours(Path directory) {
        BrokerServer broker = BrokerServer.start(BrokerConfig.ephemeral(directory)
                .with("node.id", "1")
                .with("offsets.topic.num.partitions", OFFSETS_PARTITIONS)
                .with("group.consumer.migration.policy", "disabled"));
        return new Peer() {
            @Override
            public int port() {
                return broker.port();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }

    private static Peer apacheKafka(Path directory) throws IOException {
        ApacheKafkaProcess process = ApacheKafkaProcess.start(
                APACHE_KAFKA,
                directory,
                Map.of(
                        "offsets.topic.num.partitions",
                        OFFSETS_PARTITIONS,
                        "group.consumer.assignment.interval.ms",
                        "0",
                        "group.consumer.migration.policy",
                        "disabled"),
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return new Peer() {
            @Override
            public int port() {
                return process.port();
            }

            @Override
            public void close() {
                process.close();
            }
        };
    }

    public Peer ours() {
        return ours;
    }

    public Peer apacheKafka() {
        return apacheKafka;
    }

    @Override
    public void close() {
        ours.close();
        apacheKafka.close();
    }
}
