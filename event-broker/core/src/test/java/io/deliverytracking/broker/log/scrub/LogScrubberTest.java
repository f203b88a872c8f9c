package io.deliverytracking.broker.log.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogDirectory;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.port.ManualLane;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogScrubberTest {

    private static final long START_MS = 1_700_000_000_000L;
    private static final long INTERVAL_MS = 1_000_000;

    private final MemoryStorage disk = new MemoryStorage();
    private final ManualLane lane = new ManualLane(START_MS, new Random(1));
    private final LogServices services = new LogServices(lane, lane, lane, lane);
    private final LogConfig config =
            LogConfig.fromProperties(Map.of("internal.segment.bytes", "2000", "index.interval.bytes", "200"));
    private final LogRegistry logs =
            LogRegistry.open(LogDirectory.open(disk.directory(), 1, null, lane), config, 86_400_000, services);
    private final PartitionLog riders = create("riders", 1);
    private final PartitionLog orders = create("orders", 2);
    private final LogScrubber scrubber = new LogScrubber(new ScrubConfig(10_000, INTERVAL_MS), logs, services);

    @AfterEach
    void stop() {
        scrubber.stop();
    }

    @Test
    void allThatIsSealedIsReadOnceAnIntervalAndFoundInOrder() {
        scrubber.start();
        lane.advance(INTERVAL_MS - 1);
        assertThat(scrubber.facts().segments()).isZero();
        onePass();
        ScrubFacts facts = scrubber.facts();
        assertThat(facts.passes()).isOne();
        assertThat(facts.segments()).isEqualTo(sealed(riders) + sealed(orders));
        assertThat(facts.bytes()).isPositive();
        assertThat(facts.findings()).isEmpty();
        assertThat(facts.indexesRebuilt()).isZero();
        onePass();
        assertThat(scrubber.facts().passes()).isEqualTo(2);
    }

    @Test
    void itKeepsToItsRate() {
        scrubber.start();
        lane.advance(INTERVAL_MS);
        long bytes = riders.sizeInBytes() + orders.sizeInBytes();
        // At 10,000 bytes a second half of the time brings half of the way.
        lane.advance(bytes * 1000 / 10_000 / 2);
        assertThat(scrubber.facts().bytes()).isBetween(bytes / 4, bytes * 3 / 4);
    }

    @Test
    void aFlippedBitIsToldWithFileAndPositionOnceAndOnlyItsSegmentIsConcerned() {
        String file = "orders-0/" + "0".repeat(20) + ".log";
        byte[] bytes = disk.contents(file);
        bytes[bytes.length - 3] ^= 4;
        disk.overwrite(file, bytes);
        scrubber.start();
        lane.advance(INTERVAL_MS);
        onePass();
        onePass();
        assertThat(scrubber.facts().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.partition()).isEqualTo(orders.topicPartition());
            assertThat(finding.segmentBaseOffset()).isZero();
            assertThat(finding.reason()).contains(file).containsPattern("at position \\d+: the checksum");
        });
        assertThat(scrubber.facts().segments()).isEqualTo(2L * (sealed(riders) + sealed(orders) - 1));
        assertThat(orders.isOffline()).isFalse();
        assertThat(disk.contents(file)).as("records are never rewritten").isEqualTo(bytes);
    }

    @Test
    void anIndexThatIsMissingIsBuiltAgain() {
        byte[] before = disk.contents(indexFile(".index"));
        byte[] timesBefore = disk.contents(indexFile(".timeindex"));
        disk.directory().directory("orders-0").deleteFile(name(".index"));
        onePassFromTheStart();
        assertThat(scrubber.facts().indexesRebuilt()).isOne();
        assertThat(disk.contents(indexFile(".index"))).isEqualTo(before);
        assertThat(disk.contents(indexFile(".timeindex"))).isEqualTo(timesBefore);
        everyOffsetIsFound();
        onePass();
        assertThat(scrubber.facts().indexesRebuilt()).isOne();
    }

    @Test
    void anIndexThatSaysWhatIsNotTrueIsBuiltAgain() {
        for (String suffix : List.of(".index", ".timeindex")) {
            byte[] before = disk.contents(indexFile(suffix));
            byte[] wrong = before.clone();
            wrong[wrong.length - 1] ^= 1;
            disk.overwrite(indexFile(suffix), wrong);
        }
        byte[] wrong = disk.contents(indexFile(".index"));
        onePassFromTheStart();
        assertThat(scrubber.facts().indexesRebuilt()).isOne();
        assertThat(scrubber.facts().findings()).isEmpty();
        assertThat(disk.contents(indexFile(".index"))).isNotEqualTo(wrong);
        everyOffsetIsFound();
    }

    @Test
    void anIndexThatCannotBeReadKeepsNoSegmentFromBeingChecked() {
        disk.fail("read", indexFile(".index") + "$");
        onePassFromTheStart();
        assertThat(scrubber.facts().segments()).isEqualTo(sealed(riders) + sealed(orders));
        assertThat(orders.isOffline()).isFalse();
    }

    @Test
    void aLogThatIsDeletedWhileItIsReadIsLetGo() {
        scrubber.start();
        lane.advance(INTERVAL_MS);
        logs.delete(List.of(orders.topicPartition(), riders.topicPartition()));
        onePass();
        assertThat(scrubber.facts().findings()).isEmpty();
        assertThat(scrubber.facts().passes()).isPositive();
    }

    @Test
    void withoutARateItDoesNothing() {
        LogScrubber none = new LogScrubber(new ScrubConfig(0, INTERVAL_MS), logs, services);
        none.start();
        lane.advance(2 * INTERVAL_MS);
        assertThat(none.facts().segments()).isZero();
    }

    private void onePassFromTheStart() {
        scrubber.start();
        lane.advance(INTERVAL_MS);
        onePass();
    }

    private void onePass() {
        long wanted = scrubber.facts().passes() + 1;
        for (int i = 0; i < 100_000 && scrubber.facts().passes() < wanted; i++) {
            lane.advance(100);
        }
        assertThat(scrubber.facts().passes()).isEqualTo(wanted);
    }

    private void everyOffsetIsFound() {
        for (long offset = 0; offset < orders.logEndOffset(); offset++) {
            assertThat(orders.read(offset, 1, Long.MAX_VALUE, true).load().isEmpty())
                    .isFalse();
        }
    }

    private static long sealed(PartitionLog log) {
        return log.segments().size() - 1L;
    }

    private static String name(String suffix) {
        return "0".repeat(20) + suffix;
    }

    private static String indexFile(String suffix) {
        return "orders-0/" + name(suffix);
    }

    private PartitionLog create(String topic, long id) {
        PartitionLog log = logs.getOrCreate(new TopicPartition(topic, 0), new Uuid(0, id), config);
        logs.forceNew();
        for (int i = 0; i < 120; i++) {
            byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
            log.append(
                    new RecordBatchBuilder().add(START_MS + i, value, value).build(),
                    AppendOrigin.COORDINATOR,
                    0,
                    START_MS);
        }
        lane.runBackground();
        return log;
    }
}
