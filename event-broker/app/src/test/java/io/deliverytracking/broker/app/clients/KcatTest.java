package io.deliverytracking.broker.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.testkit.RequiredTools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debian's kcat: librdkafka, which speaks older versions of everything than the official client.
 *
 * <p>Skipped with its reason where there is no kcat; with {@code -Drequire.tools=true} that is a failure.
 */
class KcatTest {

    /** For one run of kcat, which takes a second or less where nothing else runs. */
    private static final long WATCHDOG_S = 60;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String kcat = "";
    private static RunningBroker broker;

    private final String topic = "kcat-" + NUMBER.incrementAndGet();

    @BeforeAll
    static void start() {
        kcat = RequiredTools.assumeTool("kcat", "kafkacat").toString();
        broker = new RunningBroker();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String run(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(kcat, "-b", broker.bootstrapServers()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        });
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(WATCHDOG_S, TimeUnit.SECONDS));
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        watchdog.cancel(false);
        assertThat(status).as("kcat %s: %s", List.of(arguments), errors.get()).isZero();
        return printed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void produces_to_a_topic_that_does_not_exist_and_consumes_it_in_every_codec(String codec) throws Exception {
        run("k1:one\nk2:two\nk3:three\n", "-P", "-t", topic, "-K", ":", "-z", codec);
        assertThat(run("", "-C", "-t", topic, "-e", "-q", "-f", "%o %k %s\n").lines())
                .containsExactly("0 k1 one", "1 k2 two", "2 k3 three");
    }

    @Test
    void produces_idempotently() throws Exception {
        run("a\nb\n", "-P", "-t", topic, "-X", "enable.idempotence=true");
        assertThat(run("", "-C", "-t", topic, "-e", "-q").lines()).containsExactly("a", "b");
    }

    @Test
    void lists_brokers_topics_and_partitions() throws Exception {
        run("a\n", "-P", "-t", topic);
        assertThat(run("", "-L"))
                .contains("broker " + broker.nodeId() + " at " + broker.bootstrapServers())
                .contains("topic \"" + topic + "\" with 1 partitions:")
                .contains("partition 0, leader " + broker.nodeId() + ", replicas: " + broker.nodeId() + ", isrs: "
                        + broker.nodeId());
    }

    @Test
    void finds_offsets_by_timestamp() throws Exception {
        run("a\nb\nc\n", "-P", "-t", topic);
        assertThat(run("", "-Q", "-t", topic + ":0:-1")).contains("offset 3");
        assertThat(run("", "-Q", "-t", topic + ":0:-2")).contains("offset 0");
        assertThat(run("", "-Q", "-t", topic + ":0:1")).contains("offset 0");
    }

    @Test
    void reads_from_the_middle_and_from_the_tail() throws Exception {
        run("a\nb\nc\nd\n", "-P", "-t", topic);
        assertThat(run("", "-C", "-t", topic, "-p", "0", "-o", "1", "-c", "2", "-q")
                        .lines())
                .containsExactly("b", "c");
        assertThat(run("", "-C", "-t", topic, "-p", "0", "-o", "-1", "-e", "-q").lines())
                .containsExactly("d");
    }

    @Test
    void consumes_as_a_group_and_goes_on_where_the_group_was() throws Exception {
        run("a\nb\nc\n", "-P", "-t", topic);
        String[] group = {"-G", "group-" + topic, "-e", "-q", "-X", "auto.offset.reset=earliest", topic};
        assertThat(run("", group).lines()).containsExactly("a", "b", "c");
        run("d\n", "-P", "-t", topic);
        assertThat(run("", group).lines()).containsExactly("d");
    }
}
