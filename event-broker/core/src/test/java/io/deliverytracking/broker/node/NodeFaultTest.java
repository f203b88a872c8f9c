package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.BatchReader;
import io.deliverytracking.broker.log.CleanedSegment;
import io.deliverytracking.broker.log.LogCompaction;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.log.SwapOutcome;
import io.deliverytracking.broker.record.BatchView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node on a disk that fails, forgets, or gives back other bytes than were written. */
class NodeFaultTest extends NodeOnBadDisk {

    private static final String FIRST_SEGMENT = "riders-0/00000000000000000000.log";
    private static final String OFFSETS_SEGMENT = GroupConfig.OFFSETS_TOPIC + "-0/00000000000000000000.log";
    private static final int CHECKPOINT_INTERVAL_MS = 60_000;
    /** Two of them are more than a segment of 1 MiB takes. */
    private static final int SEGMENT_RECORD_BYTES = 600_000;

    private DeleteRecordsPartitionResult deleteRecordsBefore(long offset) {
        DeleteRecordsTopic topic = new DeleteRecordsTopic()
                .setName(NodeFixture.TOPIC)
                .setPartitions(List.of(
                        new DeleteRecordsPartition().setPartitionIndex(0).setOffset(offset)));
        return broker.ask(
                        ApiKeys.DELETE_RECORDS,
                        2,
                        new DeleteRecordsRequestData().setTopics(List.of(topic)),
                        DeleteRecordsResponseData.class)
                .topics()
                .find(NodeFixture.TOPIC)
                .partitions()
                .find(0);
    }

    private static int recordBytesOf(List<FetchResponseData> answers) {
        assertThat(answers).hasSize(1);
        return answers.get(0).responses().get(0).partitions().get(0).records().sizeInBytes();
    }

    private void appendThreeSegments(String... properties) {
        List<String> all = new ArrayList<>(List.of("segment.bytes", "1048576"));
        all.addAll(List.of(properties));
        broker.createTopic(all.toArray(String[]::new));
        for (int i = 0; i < 3; i++) {
            broker.append(SEGMENT_RECORD_BYTES);
        }
        assertThat(broker.partition().log().segments()).hasSize(3);
    }

    @Test
    void aPowerFailureAfterTheOffsetsLogWasShortenedTakesNoGroupsOffset() {
        broker.createTopic();
        findCoordinator();
        for (int i = 1; i <= 250; i++) {
            commit(i);
            broker.advance(1);
        }
        broker.advance(CHECKPOINT_INTERVAL_MS);
        assertThat(broker.node
                        .partitions()
                        .find(GroupConfig.OFFSETS_TOPIC, 0)
                        .log()
                        .logStartOffset())
                .isGreaterThanOrEqualTo(SMALLEST_OFFSETS_LOG);

        broker.powerFailure();
        broker.start();

        assertThat(committed().topics().get(0).partitions().get(0).committedOffset())
                .isGreaterThanOrEqualTo(SMALLEST_OFFSETS_LOG);
    }

    @Test
    void aDamagedOffsetsLogStopsItsGroupsAndNotTheBroker() {
        broker.createTopic();
        findCoordinator();
        commit(17);
        broker.shutDown();
        byte[] bytes = broker.disk.contents(OFFSETS_SEGMENT);
        bytes[61] ^= 0x40;
        broker.disk.overwrite(OFFSETS_SEGMENT, bytes);

        broker.start();
        broker.advance(60_000);

        assertThat(Errors.forCode(committed().errorCode())).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        broker.append(10);
    }

    @Test
    void aLogThatLostTheNameOfItsTopicIsKept() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.disk.directory().directory("riders-0").deleteFile("partition.metadata");

        broker.start();

        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);
    }

    @Test
    void aDirectoryOfApacheKafkaIsRefusedAsItIs() {
        broker.createTopic();
        broker.append(10);
        broker.shutDown();
        byte[] torn = Arrays.copyOf(broker.disk.contents(FIRST_SEGMENT), 80);
        broker.disk.overwrite(FIRST_SEGMENT, torn);
        broker.disk.directory().deleteFile(".kafka_cleanshutdown");
        byte[] kafkasFirstBatch = new byte[100];
        kafkasFirstBatch[16] = 2;
        broker.disk.overwrite("__cluster_metadata-0/00000000000000000000.log", kafkasFirstBatch);

        assertThatThrownBy(broker::start)
                .hasMessageContaining("/__cluster_metadata-0/00000000000000000000.log")
                .hasMessageContaining("Apache Kafka");
        assertThat(broker.disk.contents(FIRST_SEGMENT)).isEqualTo(torn);
    }

    @Test
    void logsWithoutMetadataAreNotTakenForThoseOfDeletedTopics() {
        broker.createTopic();
        broker.append(10);
        broker.shutDown();
        broker.disk.directory().deleteDirectory("__cluster_metadata-0");

        assertThatThrownBy(broker::start)
                .hasMessageContaining("__cluster_metadata-0")
                .hasMessageContaining("because 1 of them would be deleted");
        broker.advance(100_000);
        assertThat(broker.disk.contents(FIRST_SEGMENT)).isNotEmpty();
    }

    @Test
    void aPowerFailureTakesNoTopicsNameFromItsLog() {
        broker.createTopic();
        broker.powerFailure();

        assertThat(broker.disk.contents("riders-0/partition.metadata")).isNotEmpty();
    }

    /** The log that says which were given lies in a directory that the first start makes. */
    @Test
    void aPowerFailureGivesNoProducerIdTwice() {
        long first = producerId();

        broker.powerFailure();
        broker.start();

        assertThat(producerId()).isGreaterThan(first);
    }

    @Test
    void aPowerFailureTakesNoLogWhoseRecordsWereForced() {
        broker.createTopic();
        broker.append(10);
        broker.partition().log().flush();

        broker.powerFailure();
        broker.start();

        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);
    }

    @Test
    void aPartitionWhoseDirectoryCannotBeForcedStaysOfflineUntilTheNextStart() {
        broker.disk.fail("flush", "/disk$");
        broker.createTopic();
        broker.disk.heal();
        assertThat(broker.partition()).isNull();

        broker.kill();
        broker.start();

        broker.append(10);
    }

    @Test
    void aTopicWhoseDirectoryCannotBeRenamedIsGoneAndItsSuccessorNeverHasItsRecords() {
        broker.createTopic();
        broker.append(10);
        broker.disk.fail("rename", "riders-0$");
        broker.deleteTopic();
        assertThat(broker.partition()).isNull();

        // The old records are still in the directory of that name.
        broker.createTopic();
        assertThat(broker.partition()).isNull();
        broker.disk.heal();
        broker.kill();
        broker.start();

        assertThat(broker.partition().log().logEndOffset()).isZero();
        broker.append(10);
    }

    @Test
    void aTopicWhoseOffsetsCannotBeForgottenIsDeletedAndTheBrokerGoesOn() {
        broker.createTopic();
        broker.append(10);
        broker.disk.fail("create", "recovery-point-offset-checkpoint");

        broker.deleteTopic();

        assertThat(broker.partition()).isNull();
        broker.createTopic();
        assertThat(broker.partition()).isNull();

        broker.disk.heal();
        broker.advance(ReplicaOpener.LONGEST_RETRY_MS);
        assertThat(broker.partition().log().logEndOffset()).isZero();
    }

    @Test
    void recordsThatWereSaidToBeDeletedStayDeletedAfterAKill() {
        broker.createTopic();
        broker.append(10);
        broker.append(10);
        DeleteRecordsPartitionResult answer = deleteRecordsBefore(1);
        assertThat(answer.lowWatermark()).isEqualTo(1);

        broker.kill();
        broker.start();

        assertThat(broker.partition().log().logStartOffset()).isEqualTo(1);
    }

    @Test
    void deletionsThatCannotBeWrittenDownAreNotConfirmed() {
        broker.createTopic();
        broker.append(10);
        broker.disk.fail("create", "log-start-offset-checkpoint");
        DeleteRecordsPartitionResult answer = deleteRecordsBefore(1);

        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
    }

    @Test
    void aFlushInTheBackgroundThatFailsPutsThePartitionOffline() {
        broker.createTopic("flush.ms", "1000");
        broker.append(10);
        broker.disk.fail("flush", "riders-0");

        broker.advance(5_000);

        assertThat(broker.partition().isOffline()).isTrue();
    }

    @Test
    void aTornAppendThatCannotBeCutPutsThePartitionOffline() {
        broker.createTopic();
        broker.disk.leaveRoomFor(5);
        broker.disk.fail("truncate", ".log");

        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.partition().isOffline()).isTrue();
    }

    @Test
    void aReadThatRetentionOvertookIsOutOfRangeAndThePartitionServesOn() {
        appendThreeSegments();
        List<FetchResponseData> answers = fetch(0);
        broker.partition().advanceLogStartOffset(1);
        broker.disk.fail("read", "riders-0");

        broker.lane.runBackground();

        assertThat(errorOf(answers)).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(broker.partition().isOffline()).isFalse();
    }

    @Test
    void groupsAreLoadedThoughCompactionTookTheLastBatchesAway() {
        broker.createTopic();
        findCoordinator();
        commit(1);
        commit(2);
        broker.rollAndTakeAwayTheLastBatch(broker.node.partitions().find(GroupConfig.OFFSETS_TOPIC, 0));

        broker.shutDown();
        broker.start();

        OffsetFetchResponseGroup group = committed();
        assertThat(Errors.forCode(group.errorCode())).isEqualTo(Errors.NONE);
        assertThat(group.topics().get(0).partitions().get(0).committedOffset()).isOne();
    }

    /** Puts a copy in the place of the first segment, as a cleaner does that found nothing to drop. */
    private void replaceFirstSegment() {
        List<SwapOutcome> outcomes = beginToReplaceFirstSegment();
        while (outcomes.isEmpty()) {
            assertThat(broker.lane.runNewest()).isTrue();
        }
        assertThat(outcomes).containsExactly(SwapOutcome.SWAPPED);
    }

    /** The same, up to where the copy has been put into the log. */
    private List<SwapOutcome> beginToReplaceFirstSegment() {
        LogCompaction compaction = broker.partition().log().compaction();
        List<SealedSegment> run = compaction.sealedSegments().subList(0, 1);
        CleanedSegment copy = compaction.newSegment(run.get(0).baseOffset());
        copy.create();
        BatchReader reader = run.get(0).batches();
        while (reader.next()) {
            BatchView batch = reader.batch();
            copy.append(batch.buffer().slice(batch.position(), batch.sizeInBytes()));
        }
        copy.finish();
        List<SwapOutcome> outcomes = new ArrayList<>();
        compaction.replace(run, copy, (outcome, failure) -> outcomes.add(outcome));
        return outcomes;
    }

    /** As after the scrubber found them wrong; what was to be read in the background before is still to be read. */
    private void rebuildIndexesOfFirstSegment() {
        PartitionLog log = broker.partition().log();
        List<Boolean> installed = new ArrayList<>();
        log.rebuildIndexes(
                log.compaction().sealedSegments().get(0), (done, failure) -> installed.add(Boolean.TRUE.equals(done)));
        assertThat(broker.lane.runNewest()).isTrue();
        assertThat(installed).containsExactly(true);
    }

    /** The read is the last piece of background work to begin; what it was to read is unlinked by then. */
    @Test
    void aReadThatCompactionOvertookGivesNothingAndTheNextOneFindsTheRecords() {
        appendThreeSegments("file.delete.delay.ms", "0");
        List<FetchResponseData> answers = fetch(0);
        replaceFirstSegment();
        broker.lane.pass(0);
        assertThat(broker.lane.runNewest()).as("unlinked").isTrue();
        assertThat(answers).isEmpty();

        broker.lane.runBackground();

        assertThat(errorOf(answers)).isEqualTo(Errors.NONE);
        assertThat(recordBytesOf(answers)).isZero();
        assertThat(broker.partition().isOffline()).isFalse();
        List<FetchResponseData> next = fetch(0);
        broker.lane.runBackground();
        assertThat(recordBytesOf(next)).isGreaterThan(SEGMENT_RECORD_BYTES);
    }

    @Test
    void aReadThatIndexRebuildAndCompactionOvertookGivesNothingAndTheNextOneFindsTheRecords() {
        appendThreeSegments("file.delete.delay.ms", "0");
        List<FetchResponseData> answers = fetch(0);
        rebuildIndexesOfFirstSegment();
        replaceFirstSegment();
        broker.lane.pass(0);
        assertThat(broker.lane.runNewest()).as("unlinked").isTrue();

        broker.lane.runBackground();

        assertThat(errorOf(answers)).isEqualTo(Errors.NONE);
        assertThat(recordBytesOf(answers)).isZero();
        assertThat(broker.partition().isOffline()).isFalse();
        assertThat(recordBytesOf(fetchFromDisk(0))).isGreaterThan(SEGMENT_RECORD_BYTES);
    }

    /** Then no file has the name under which the read has found it. */
    @Test
    void aReadOfASegmentWithIndexesBuiltAgainGoesOnWhileItIsBeingReplaced() {
        appendThreeSegments();
        List<FetchResponseData> answers = fetch(0);
        rebuildIndexesOfFirstSegment();
        beginToReplaceFirstSegment();
        assertThat(broker.lane.runNewest()).as("old files renamed").isTrue();
        assertThat(broker.disk.directory().directory("riders-0").files())
                .doesNotContain(FIRST_SEGMENT.substring("riders-0/".length()));

        broker.lane.runBackground();

        assertThat(errorOf(answers)).isEqualTo(Errors.NONE);
        assertThat(recordBytesOf(answers)).isGreaterThan(SEGMENT_RECORD_BYTES);
        assertThat(broker.partition().isOffline()).isFalse();
    }

    /** Where a read begins is looked up by the batches' headers there, further back than the last 128. */
    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void damageInTheActiveSegmentFailsOnlyWhoReadsIt(int maxWaitMs) {
        broker.createTopic();
        int count = 300;
        for (int i = 0; i < count; i++) {
            broker.append(1_000);
        }
        broker.lane.advance(0);
        byte[] bytes = broker.disk.contents(FIRST_SEGMENT);
        int batchBytes = bytes.length / count;
        for (int i = 100; i < 120; i++) {
            bytes[i * batchBytes + BatchView.LENGTH_POSITION] = -1;
        }
        broker.disk.overwrite(FIRST_SEGMENT, bytes);

        List<FetchResponseData> damaged = fetch(110, maxWaitMs);
        broker.lane.runBackground();

        assertThat(errorOf(damaged)).isEqualTo(Errors.CORRUPT_MESSAGE);
        assertThat(broker.partition().isOffline()).isFalse();
        assertThat(errorOf(fetch(count - 1, maxWaitMs))).isEqualTo(Errors.NONE);
        broker.append(1_000);
    }

    @Test
    void aDamagedOldSegmentFailsOnlyWhoReadsIt() {
        appendThreeSegments();
        byte[] bytes = broker.disk.contents(FIRST_SEGMENT);
        bytes[11] = 1;
        bytes[10] = 0;
        bytes[9] = 0;
        broker.disk.overwrite(FIRST_SEGMENT, bytes);

        List<FetchResponseData> damaged = fetch(0);
        broker.lane.runBackground();
        List<FetchResponseData> whole = fetch(1);
        broker.lane.runBackground();

        assertThat(errorOf(damaged)).isEqualTo(Errors.CORRUPT_MESSAGE);
        assertThat(errorOf(whole)).isEqualTo(Errors.NONE);
    }

    @Test
    void aDiskThatFailsAReadPutsThePartitionOffline() {
        appendThreeSegments();
        broker.disk.fail("read", "riders-0");

        List<FetchResponseData> answers = fetch(0);
        broker.lane.runBackground();

        assertThat(errorOf(answers)).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.partition().isOffline()).isTrue();
    }
}
