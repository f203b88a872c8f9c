package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.GroupConfig;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A node whose disk takes nothing more: what is there is read, and what was refused may be asked for again. */
class FullDiskTest extends NodeOnBadDisk {

    @Test
    void aFullDiskHasProducersAskForTheirIdsAgain() {
        broker.disk.leaveRoomFor(10);
        assertThat(Errors.forCode(initProducerId().errorCode())).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);

        broker.disk.heal();
        assertThat(producerId()).isNotNegative();
    }

    @Test
    void aFullDiskRefusesAppendsAndThePartitionIsReadOnAndGoesOnWhenThereIsRoom() {
        broker.createTopic();
        broker.append(10);
        broker.disk.leaveRoomFor(5);

        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.partition().isOffline()).isFalse();
        assertThat(errorOf(fetch(0))).isEqualTo(Errors.NONE);

        broker.disk.heal();
        assertThat(broker.tryAppend(10).baseOffset()).isEqualTo(1);
        assertThat(broker.partition().highWatermark()).isEqualTo(2);
    }

    @Test
    void aFullDiskRefusesNewTopicsAndTheBrokerGoesOn() {
        broker.disk.leaveRoomFor(30);

        assertThat(broker.tryCreateTopic()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.failures).isEmpty();

        broker.disk.heal();
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.start();
        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);
    }

    @Test
    void aStartOnAFullDiskServesReadsAndTakesAppendsInANewEpochWhenThereIsRoom() {
        broker.createTopic();
        findCoordinator();
        commit(17);
        broker.append(10);
        int epoch = broker.partition().leaderEpoch();
        broker.kill();
        broker.disk.leaveRoomFor(0);

        broker.start();

        assertThat(errorOf(fetchFromDisk(0))).isEqualTo(Errors.NONE);
        assertThat(latestOffset()).isEqualTo(1);
        assertThat(committed().topics().get(0).partitions().get(0).committedOffset())
                .isEqualTo(17);
        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        broker.advance(60_000);
        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.failures).isEmpty();

        broker.disk.heal();
        broker.advance(15_000);
        assertThat(broker.tryAppend(10).baseOffset()).isEqualTo(1);
        assertThat(broker.partition().leaderEpoch()).isGreaterThan(epoch);
        findCoordinator();
        commit(18);
    }

    /** An append in the epoch of an earlier start would hide from consumers what a loss of power took in between. */
    @Test
    void aNodeThatCouldNotBeRegisteredTakesNoAppendsThoughThereIsRoomForThem() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.disk.fail("write", "__cluster_metadata-0/");

        broker.start();

        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);

        broker.disk.heal();
        broker.advance(15_000);
        assertThat(broker.tryAppend(10).baseOffset()).isEqualTo(1);
    }

    /** What has room in the last block of the metadata may find none for a file of its own. */
    @Test
    void aPartitionWhoseNewEpochTheDiskDoesNotTakeIsReadAndTakesAppendsWhenItDoes() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.disk.fail("create", "riders-0/leader-epoch-checkpoint");

        broker.start();

        assertThat(broker.partition().isOffline()).isFalse();
        assertThat(errorOf(fetchFromDisk(0))).isEqualTo(Errors.NONE);
        assertThat(latestOffset()).isEqualTo(1);
        assertThat(broker.tryAppend(10).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);

        broker.disk.heal();
        assertThat(broker.tryAppend(10).baseOffset()).isEqualTo(1);
        assertThat(broker.partition().log().epochForOffset(1))
                .hasValue(broker.partition().leaderEpoch());
    }

    @Test
    void aTopicWhosePartitionsCannotBeMadeIsServedWhenThereIsRoom() {
        broker.disk.fail("create", "riders-0/partition.metadata");
        broker.createTopic();
        broker.advance(100_000);
        assertThat(broker.partition()).isNull();

        broker.disk.heal();
        broker.advance(ReplicaOpener.LONGEST_RETRY_MS);

        broker.append(10);
    }

    @Test
    void noDirectoryIsMadeForATopicThatWasDeletedBeforeThereWasRoom() {
        broker.disk.fail("create", "riders-0/partition.metadata");
        broker.createTopic();
        broker.deleteTopic();
        broker.disk.heal();

        broker.advance(2 * ReplicaOpener.LONGEST_RETRY_MS);

        assertThat(broker.disk.directory().directories()).doesNotContain("riders-0");
    }

    /** Without its metadata a log passes for that of whatever topic has its name. */
    @Test
    void aTopicDoesNotBeginWithTheRecordsOfADeletedOneWhosePartitionCouldNotBeServed() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        assertThat(broker.disk.directory().directory("riders-0").deleteFile("partition.metadata"))
                .isTrue();
        broker.disk.fail("create", "riders-0/partition.metadata");
        broker.start();
        assertThat(broker.partition()).isNull();

        broker.deleteTopic();
        broker.createTopic();
        assertThat(broker.partition()).isNull();
        broker.disk.heal();
        broker.advance(ReplicaOpener.LONGEST_RETRY_MS);

        assertThat(broker.partition().log().logEndOffset()).isZero();
        broker.append(10);
        broker.kill();
        broker.start();
        assertThat(broker.partition().log().logEndOffset()).isOne();
    }

    @Test
    void groupsHaveTheirCoordinatorWhenTheirPartitionIsMadeLate() {
        broker.createTopic();
        broker.disk.fail("create", GroupConfig.OFFSETS_TOPIC + "-0/partition.metadata");
        findCoordinator();
        broker.disk.heal();
        broker.advance(ReplicaOpener.LONGEST_RETRY_MS);

        commit(17);
    }
}
