package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.ManualLane;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.port.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A log directory over the lives of several brokers. */
class LogRegistryTest {

    private static final TopicPartition RIDERS = new TopicPartition("riders", 0);
    private static final TopicPartition ORDERS = new TopicPartition("orders-by-day", 11);
    private static final Uuid RIDERS_ID = new Uuid(1, 2);
    private static final Uuid ORDERS_ID = new Uuid(3, 4);
    private static final long DAY_MS = 86_400_000;

    private final MemoryStorage disk = new MemoryStorage();
    private final ManualLane lane = new ManualLane(LogFixture.START_MS, new Random(5));
    private final LogConfig config = LogConfig.fromProperties(Map.of("internal.segment.bytes", "1000"));
    private LogDirectory directory;
    private LogRegistry registry = start();

    private LogRegistry start() {
        directory = LogDirectory.open(disk.directory(), 1, null, lane);
        return LogRegistry.open(directory, config, DAY_MS, new LogServices(lane, lane, lane, lane));
    }

    private void kill() {
        registry.kill();
        lane.kill();
        disk.kill();
        registry = start();
    }

    private void restart() {
        registry.close();
        lane.kill();
        disk.kill();
        registry = start();
    }

    private PartitionLog log(TopicPartition partition, Uuid id) {
        return registry.getOrCreate(partition, id, config);
    }

    private AppendResult append(PartitionLog log) {
        return log.append(TestBatches.batch(2, lane.wallClockMs()), AppendOrigin.CLIENT, 0, lane.wallClockMs());
    }

    @Test
    void aPartitionThatCannotBeMadeLeavesNothingAndMayBeAskedForAgain() {
        disk.leaveRoomFor(0);
        assertThatThrownBy(() -> log(RIDERS, RIDERS_ID)).isInstanceOf(StorageException.class);

        assertThat(registry.isOffline(RIDERS)).isFalse();
        assertThat(disk.directory().directories()).isEmpty();
        disk.heal();
        assertThat(append(log(RIDERS, RIDERS_ID)).baseOffset()).isZero();
    }

    @Test
    void aFullDiskLetsADirectoryBeOpenedThoughItCannotForgetTheOffsetsOfWhatIsGone() {
        append(log(RIDERS, RIDERS_ID));
        append(log(RIDERS, RIDERS_ID));
        registry.find(RIDERS).advanceLogStartOffset(2);
        registry.checkpoint();
        lane.runBackground();
        disk.directory().deleteDirectory("riders-0");
        disk.fail("create", "offset-checkpoint");

        kill();

        assertThatThrownBy(() -> log(RIDERS, RIDERS_ID)).isInstanceOf(StorageException.class);
        disk.heal();
        assertThat(append(log(RIDERS, RIDERS_ID)).baseOffset()).isZero();
        kill();
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(2);
        assertThat(registry.find(RIDERS).logStartOffset()).isZero();
    }

    @Test
    void partitionsSurviveACleanStopWithoutAnyScan() {
        append(log(RIDERS, RIDERS_ID));
        append(log(ORDERS, ORDERS_ID));

        restart();

        assertThat(registry.recoveryReport().cleanShutdown()).isTrue();
        assertThat(registry.recoveryReport().scannedBytes()).isZero();
        assertThat(registry.all()).extracting(PartitionLog::topicPartition).containsExactly(ORDERS, RIDERS);
        assertThat(registry.find(RIDERS).topicId()).isEqualTo(RIDERS_ID);
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(2);
        assertThat(registry.find(RIDERS).recoveryPoint()).isEqualTo(2);
    }

    @Test
    void partitionsSurviveAKillAndAreScannedPastTheirCheckpoint() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        riders.flush();
        registry.checkpoint();
        lane.runBackground();
        append(riders);

        kill();

        assertThat(registry.recoveryReport().cleanShutdown()).isFalse();
        assertThat(registry.recoveryReport().partitions().get(0).recoveryPoint())
                .isEqualTo(2);
        assertThat(registry.recoveryReport().partitions().get(0).scannedBatches())
                .isEqualTo(1);
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(4);
    }

    @Test
    void aNewPartitionWhoseDirectoryCouldNotBeForcedIsNotTriedAgain() {
        log(RIDERS, RIDERS_ID);
        registry.forceNew();
        log(ORDERS, ORDERS_ID);
        disk.fail("flush", "/disk$");
        assertThatThrownBy(registry::forceNew).isInstanceOf(StorageException.class);
        disk.heal();

        registry.forceNew();

        assertThat(registry.all()).extracting(PartitionLog::topicPartition).containsExactly(RIDERS);
        assertThatThrownBy(() -> log(ORDERS, ORDERS_ID)).isInstanceOf(StorageException.class);
        restart();
        assertThat(append(log(ORDERS, ORDERS_ID)).baseOffset()).isZero();
    }

    @Test
    void theCleanShutdownMarkHoldsForOneStartOnly() {
        append(log(RIDERS, RIDERS_ID));
        restart();
        append(registry.find(RIDERS));
        kill();
        assertThat(registry.recoveryReport().cleanShutdown()).isFalse();
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(4);
    }

    @Test
    void aSecondBrokerOnTheSameDirectoryIsToldSo() {
        assertThatThrownBy(() -> LogDirectory.open(disk.directory(), 1, null, lane))
                .isInstanceOf(LogDirectoryLockedException.class)
                .hasMessageContaining("another broker uses this directory");
    }

    @Test
    void theDirectoryBelongsToOneNodeOfOneCluster() {
        String cluster = directory.clusterId();
        assertThat(cluster).hasSize(22);
        registry.close();
        assertThatThrownBy(() -> LogDirectory.open(disk.directory(), 2, null, lane))
                .isInstanceOf(InconsistentLogDirectoryException.class)
                .hasMessageContaining("node.id 1")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> LogDirectory.open(disk.directory(), 1, "other", lane))
                .isInstanceOf(InconsistentLogDirectoryException.class)
                .hasMessageContaining(cluster)
                .hasMessageContaining("other");
        registry = start();
        assertThat(directory.clusterId()).isEqualTo(cluster);
        assertThat(new String(disk.contents("meta.properties"), StandardCharsets.UTF_8))
                .contains("version=delivery-1\n", "cluster.id=" + cluster + "\n", "node.id=1\n", "directory.id=");
    }

    /** Apache Kafka takes up a directory of version 1 and cuts metadata that it cannot read back to nothing. */
    @Test
    void aDirectoryOfAnEarlierVersionIsTakenUpAndThatOfAnotherProgramIsNot() {
        String cluster = directory.clusterId();
        registry.close();
        String meta = new String(disk.contents("meta.properties"), StandardCharsets.UTF_8);
        overwriteMeta(meta.replace("version=delivery-1", "version=1"));
        registry = start();
        assertThat(directory.clusterId()).isEqualTo(cluster);

        registry.close();
        overwriteMeta(meta.replace("version=delivery-1", "version=2"));
        assertThatThrownBy(this::start)
                .isInstanceOf(InconsistentLogDirectoryException.class)
                .hasMessageContaining("has version 2");
    }

    private void overwriteMeta(String text) {
        disk.overwrite("meta.properties", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTopicOfTheSameNameButAnotherIdIsRefused() {
        log(RIDERS, RIDERS_ID);
        assertThatThrownBy(() -> log(RIDERS, ORDERS_ID))
                .isInstanceOf(InconsistentTopicIdException.class)
                .hasMessageContaining(RIDERS_ID.toString())
                .hasMessageContaining(ORDERS_ID.toString());
        restart();
        assertThatThrownBy(() -> log(RIDERS, ORDERS_ID)).isInstanceOf(InconsistentTopicIdException.class);
    }

    @Test
    void aPartitionWhoseMetadataWasNotWrittenYetTakesTheIdItIsAskedFor() {
        log(RIDERS, RIDERS_ID);
        registry.kill();
        disk.kill();
        disk.directory().directory("riders-0").deleteFile("partition.metadata");
        registry = start();
        assertThat(log(RIDERS, RIDERS_ID).topicId()).isEqualTo(RIDERS_ID);
        restart();
        assertThat(registry.find(RIDERS).topicId()).isEqualTo(RIDERS_ID);
    }

    @Test
    void aDeletedPartitionIsForgottenAtOnceAndUnlinkedLater() {
        append(log(RIDERS, RIDERS_ID));
        assertThat(registry.delete(RIDERS)).isTrue();
        assertThat(registry.delete(RIDERS)).isFalse();
        assertThat(registry.find(RIDERS)).isNull();
        assertThat(disk.directory().directories()).anyMatch(d -> d.startsWith("riders-0.") && d.endsWith("-delete"));

        lane.advance(60_000);

        assertThat(disk.directory().directories()).isEmpty();
    }

    @Test
    void deletingManyPartitionsWaitsForTheDiskAsOftenAsDeletingOne() {
        List<TopicPartition> many = new ArrayList<>();
        for (int partition = 0; partition < 12; partition++) {
            many.add(new TopicPartition("riders", partition));
            append(log(many.get(partition), RIDERS_ID));
        }
        append(log(ORDERS, ORDERS_ID));
        int before = disk.flushes();
        registry.delete(ORDERS);
        int forOne = disk.flushes() - before;

        assertThat(registry.delete(many)).isEqualTo(12);

        assertThat(disk.flushes() - before).isEqualTo(2 * forOne);
        assertThat(registry.all()).isEmpty();
    }

    private void ridersThatStartAtThree() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(riders);
        riders.flush();
        riders.advanceLogStartOffset(3);
        registry.checkpoint();
        lane.runBackground();
    }

    @Test
    void aNewTopicOfADeletedOnesNameStartsAtZeroEvenAfterAKill() {
        ridersThatStartAtThree();
        registry.delete(RIDERS);
        append(log(RIDERS, ORDERS_ID));

        kill();
        lane.runBackground();

        assertThat(registry.find(RIDERS).logStartOffset()).isZero();
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(2);
        assertThat(disk.directory().directories()).containsExactly("riders-0");
    }

    @Test
    void aNewTopicInheritsNothingEvenIfTheDeletionOfTheOldOneWasCutShort() {
        ridersThatStartAtThree();
        // Killed behind the first step of the deletion: the checkpoints still name the partition.
        disk.directory().renameDirectory("riders-0", "riders-0.0123456789abcdef-delete");
        kill();
        append(log(RIDERS, ORDERS_ID));
        kill();

        PartitionLog riders = registry.find(RIDERS);
        assertThat(riders.logStartOffset()).isZero();
        assertThat(riders.logEndOffset()).isEqualTo(2);
        assertThat(riders.recovery().isCut()).isFalse();
    }

    @Test
    void deletedRecordsStayDeletedAfterAKillOnceCheckpointed() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(riders);
        riders.advanceLogStartOffset(3);
        registry.checkpoint();
        lane.runBackground();
        kill();
        assertThat(registry.find(RIDERS).logStartOffset()).isEqualTo(3);
    }

    @Test
    void aPartitionThatCannotBeOpenedStaysOfflineAndTheOthersServe() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(log(ORDERS, ORDERS_ID));
        registry.close();
        disk.kill();
        byte[] bytes = disk.contents("riders-0/00000000000000000000.log");
        bytes[16] = 9;
        disk.overwrite("riders-0/00000000000000000000.log", bytes);
        registry = start();

        assertThat(registry.find(RIDERS)).isNull();
        assertThat(registry.find(ORDERS).logEndOffset()).isEqualTo(2);
        assertThat(registry.recoveryReport().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.partition()).isEqualTo(RIDERS);
            assertThat(failure.reason()).contains("riders-0/00000000000000000000.log", "position 0");
        });
        assertThatThrownBy(() -> log(RIDERS, RIDERS_ID))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("position 0");
        restart();
        assertThat(registry.recoveryReport().cleanShutdown()).isFalse();
    }

    @Test
    void aPartitionThatGoesOfflineIsReportedAndHousekeepingGoesOnWithTheOthers() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        PartitionLog orders = registry.getOrCreate(
                ORDERS,
                ORDERS_ID,
                LogConfig.fromProperties(Map.of("retention.ms", "10", "internal.segment.bytes", "200")));
        append(riders);
        for (int i = 0; i < 5; i++) {
            append(orders);
        }
        List<TopicPartition> failed = new ArrayList<>();
        registry.onPartitionFailure((partition, cause) -> failed.add(partition));
        disk.fail("flush", "riders-0");
        assertThatThrownBy(riders::flush).isInstanceOf(StorageException.class);
        disk.heal();
        lane.advance(1000);

        registry.housekeep(partition -> 100);

        assertThat(failed).containsExactly(RIDERS);
        assertThat(riders.isOffline()).isTrue();
        assertThat(orders.logStartOffset()).isEqualTo(10);
        restart();
        assertThat(registry.recoveryReport().cleanShutdown()).isFalse();
        assertThat(registry.find(RIDERS).logEndOffset()).isEqualTo(2);
    }

    @Test
    void aFullDiskThatRefusesToRollKeepsNothingThatHasHadItsTime() {
        PartitionLog orders = registry.getOrCreate(
                ORDERS, ORDERS_ID, LogConfig.fromProperties(Map.of("retention.ms", "10000", "segment.ms", "1000")));
        append(orders);
        lane.advance(9000);
        append(orders);
        lane.advance(2000);
        disk.leaveRoomFor(0);

        registry.housekeep(partition -> 100);

        assertThat(orders.logStartOffset()).isEqualTo(2);
        assertThat(orders.segments()).extracting(SegmentInfo::baseOffset).containsExactly(2L);
        disk.heal();
        registry.housekeep(partition -> 100);
        assertThat(orders.segments()).extracting(SegmentInfo::baseOffset).containsExactly(2L, 4L);
    }

    @Test
    void aTruncationBelowTheRecoveryPointIsWrittenDownAtOnce() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(riders);
        riders.flush();
        registry.checkpoint();
        lane.runBackground();

        riders.truncateTo(2);

        assertThat(new String(disk.contents("recovery-point-offset-checkpoint"), StandardCharsets.UTF_8))
                .startsWith("0\n1\nriders 0 2\n");
    }

    @Test
    void anOlderCheckpointNeverReplacesANewerOne() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(riders);
        riders.flush();
        registry.checkpoint();
        riders.truncateTo(2);
        lane.runBackground();
        assertThat(new String(disk.contents("recovery-point-offset-checkpoint"), StandardCharsets.UTF_8))
                .contains("riders 0 2\n");
    }

    /** Found by flipping bits: the log would have been begun anew behind its end, and all its records deleted. */
    @Test
    void aLogStartOffsetInADamagedCheckpointIsNotBelieved() {
        PartitionLog riders = log(RIDERS, RIDERS_ID);
        append(riders);
        append(riders);
        riders.advanceLogStartOffset(1);
        registry.close();
        lane.kill();
        disk.kill();
        String stored = new String(disk.contents("log-start-offset-checkpoint"), StandardCharsets.UTF_8);
        assertThat(stored).contains("riders 0 1\n");
        disk.overwrite(
                "log-start-offset-checkpoint",
                stored.replace("riders 0 1\n", "riders 0 9\n").getBytes(StandardCharsets.UTF_8));

        registry = start();

        assertThat(registry.find(RIDERS).logStartOffset()).isZero();
        assertThat(registry.find(RIDERS).logEndOffset()).isPositive().isLessThan(9);
    }

    @Test
    void directoriesOfOthersAreLeftAlone() {
        disk.directory().directory("__cluster_metadata-0").create();
        disk.directory().directory("lost+found").create();
        restart();
        assertThat(registry.all()).isEmpty();
        assertThat(disk.directory().directories()).contains("__cluster_metadata-0", "lost+found");
    }
}
