package io.deliverytracking.broker.clients.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.testkit.LogClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code soak.rate} records a second (100,000) for {@code soak.seconds} (a minute; {@code -Dsoak.seconds=600} for the ten
 * of a release). Prints what it measured, and keeps it in {@code target/soak.txt}.
 */
@Tag("long")
class SoakTest {

    private static final int PARTITIONS = 12;
    private static final int MEMBERS = 2;
    private static final String TOPIC = "soak";
    private static final String GROUP = "soak-readers";
    private static final long SAMPLE_INTERVAL_S = 1;

    /** Of the time; until then compilers and heap are still growing to what the load needs. */
    private static final double WARM_UP = 1.0 / 3;

    /** What memory may grow within the measured time, by its trend, as a share of its mean. */
    private static final double FLAT = 0.05;

    /** At 12 partitions that is at most 2 GB of disk, in segments small enough that retention is at work throughout. */
    private static final Map<String, String> BROKER = Map.of(
            "log.segment.bytes",
            Integer.toString(32 * 1024 * 1024),
            "log.retention.bytes",
            Integer.toString(128 * 1024 * 1024),
            "log.retention.check.interval.ms",
            "5000",
            "log.segment.delete.delay.ms",
            "1000");

    private final long seconds = Long.getLong("soak.seconds", 60);
    private final long perSecond = Long.getLong("soak.rate", 100_000);
    private final AtomicLongArray next = new AtomicLongArray(PARTITIONS);
    private final List<CheckingMember> members = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void many_minutes_at_full_rate_leave_memory_flat_and_every_record_read_once_without_a_rebalance() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "memory is read from /proc, which is not here");
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), BROKER);
                LogClient log = new LogClient(broker.bootstrapServers())) {
            log.createTopic(TOPIC, PARTITIONS);
            join(broker.bootstrapServers());
            try {
                soak(broker, log);
            } finally {
                members.forEach(CheckingMember::close);
            }
        }
    }

    private void join(String bootstrapServers) {
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new CheckingMember(bootstrapServers, GROUP, TOPIC, next));
        }
        await().atMost(ClientProcess.PATIENCE)
                .until(() -> members.stream().allMatch(member -> member.owned() == PARTITIONS / MEMBERS));
    }

    private void soak(BrokerProcess broker, LogClient log) throws Exception {
        int rebalancesBefore = rebalances();
        PacedProducer producer = new PacedProducer(broker.bootstrapServers(), TOPIC, PARTITIONS, perSecond);
        Trend residentKb = new Trend();
        long startNs = System.nanoTime();
        CompletableFuture<Long> run = CompletableFuture.supplyAsync(() -> producer.run(seconds));
        while (!ended(run)) {
            residentKb.add(sinceS(startNs), broker.residentKb());
            members.forEach(CheckingMember::requireHealthy);
        }
        double tookS = sinceS(startNs);
        long sent = run.get();
        assertThat(producer.failure()).isNull();
        assertThat(producer.acknowledged()).isEqualTo(sent);
        await().atMost(ClientProcess.PATIENCE).untilAsserted(() -> {
            members.forEach(CheckingMember::requireHealthy);
            assertThat(read()).isEqualTo(sent);
        });

        Trend measured = residentKb.after(tookS * WARM_UP);
        double grownKb = measured.slope() * tookS * (1 - WARM_UP);
        tell(String.format(
                Locale.ROOT,
                "%d records in %.1f s (%.0f/s, planned %d/s); resident memory of the broker: mean %.1f MB, most %.1f MB,"
                        + " trend %+.3f MB a minute over %.0f s",
                sent,
                tookS,
                sent / tookS,
                perSecond,
                measured.mean() / 1024,
                measured.max() / 1024,
                measured.slope() * 60 / 1024,
                tookS * (1 - WARM_UP)));
        assertThat(log.endOffset(TOPIC))
                .as("neither lost nor doubled in the log")
                .isEqualTo(sent);
        assertThat(rebalances()).as("rebalances without a cause").isEqualTo(rebalancesBefore);
        assertThat(broker.warnings()).as("warnings of the broker").isEmpty();
        assertThat(grownKb).as("kilobytes that it grew").isLessThan(FLAT * measured.mean());
        // A producer that can't keep the rate has not shown what it was to show.
        assertThat(tookS).as("seconds for the plan").isLessThan((double) seconds * 1.05 + 2);
    }

    private static boolean ended(CompletableFuture<Long> run) throws Exception {
        try {
            run.get(SAMPLE_INTERVAL_S, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static double sinceS(long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private long read() {
        long sum = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            sum += next.get(partition);
        }
        return sum;
    }

    private int rebalances() {
        return members.stream().mapToInt(CheckingMember::rebalances).sum();
    }

    private static void tell(String text) throws Exception {
        System.out.println("soak: " + text);
        Files.writeString(Path.of(System.getProperty("clients.target", "target"), "soak.txt"), text + "\n");
    }
}
