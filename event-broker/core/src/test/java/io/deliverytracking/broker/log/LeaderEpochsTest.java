package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** KIP-101 and KIP-279, sentence by sentence. */
class LeaderEpochsTest {

    private final MemoryStorage disk = new MemoryStorage();
    private final StorageDirectory home = disk.directory().directory("p-0");
    private LeaderEpochs epochs;

    @BeforeEach
    void epochsTwoFourAndSeven() {
        home.create();
        epochs = new LeaderEpochs(home);
        epochs.maybeAssign(2, 10);
        epochs.maybeAssign(4, 20);
        epochs.maybeAssign(7, 35);
    }

    @Test
    void theLatestEpochEndsWithTheLog() {
        assertThat(epochs.endOffsetFor(7, 50)).isEqualTo(new EpochEndOffset(7, 50));
    }

    @Test
    void anEpochEndsWhereTheNextStarts() {
        assertThat(epochs.endOffsetFor(2, 50)).isEqualTo(new EpochEndOffset(2, 20));
        assertThat(epochs.endOffsetFor(4, 50)).isEqualTo(new EpochEndOffset(4, 35));
    }

    @Test
    void anEpochThatWroteNothingIsAnsweredWithTheLargestBelowIt() {
        assertThat(epochs.endOffsetFor(3, 50)).isEqualTo(new EpochEndOffset(2, 20));
        assertThat(epochs.endOffsetFor(6, 50)).isEqualTo(new EpochEndOffset(4, 35));
    }

    @Test
    void anEpochOlderThanAllEndsWhereTheFirstStarts() {
        assertThat(epochs.endOffsetFor(1, 50)).isEqualTo(new EpochEndOffset(1, 10));
    }

    @Test
    void anUnknownNewerEpochIsUndefined() {
        assertThat(epochs.endOffsetFor(8, 50)).isEqualTo(EpochEndOffset.UNDEFINED);
        assertThat(epochs.endOffsetFor(-1, 50)).isEqualTo(EpochEndOffset.UNDEFINED);
        assertThat(new LeaderEpochs(home).endOffsetFor(0, 50)).isEqualTo(EpochEndOffset.UNDEFINED);
    }

    @Test
    void anEpochWithoutRecordsGivesWayToTheNextAtTheSameOffset() {
        epochs.maybeAssign(8, 50);
        epochs.maybeAssign(9, 50);
        assertThat(epochs.endOffsetFor(8, 60)).isEqualTo(new EpochEndOffset(7, 50));
        assertThat(epochs.epochForOffset(50)).hasValue(9);
    }

    @Test
    void aKnownOrOlderEpochChangesNothing() {
        epochs.maybeAssign(7, 40);
        epochs.maybeAssign(3, 40);
        assertThat(epochs.epochForOffset(36)).hasValue(7);
        assertThat(epochs.endOffsetFor(4, 50)).isEqualTo(new EpochEndOffset(4, 35));
    }

    private LeaderEpochs readBack() {
        LeaderEpochs again = new LeaderEpochs(home);
        again.load();
        return again;
    }

    @Test
    void anEpochThatTheDiskRefusesIsNotKnownAndIsWrittenTheNextTime() {
        disk.leaveRoomFor(0);
        assertThatThrownBy(() -> epochs.maybeAssign(8, 35)).isInstanceOf(StorageException.class);

        assertThat(epochs.latestEpoch()).hasValue(7);
        assertThat(epochs.endOffsetFor(7, 50)).isEqualTo(new EpochEndOffset(7, 50));
        assertThat(readBack().latestEpoch()).hasValue(7);
        disk.heal();
        epochs.maybeAssign(8, 50);
        assertThat(readBack().endOffsetFor(7, 60)).isEqualTo(new EpochEndOffset(7, 50));
        assertThat(readBack().latestEpoch()).hasValue(8);
    }

    @Test
    void anEpochFoundInTheLogHoldsThoughTheDiskRefusesAndNoAppendOrFlushGetsPastIt() {
        disk.leaveRoomFor(0);
        epochs.onFound(8, 50);

        assertThat(epochs.latestEpoch()).hasValue(8);
        assertThatThrownBy(() -> epochs.maybeAssign(8, 50)).isInstanceOf(StorageException.class);
        assertThatThrownBy(epochs::writeMissing).isInstanceOf(StorageException.class);
        disk.heal();
        epochs.writeMissing();
        assertThat(readBack().latestEpoch()).hasValue(8);
    }

    @Test
    void aFullDiskLetsTheEndBeTruncatedAndTheNextAppendSaysSo() {
        disk.leaveRoomFor(0);
        epochs.truncateFromEnd(35);

        assertThat(epochs.latestEpoch()).hasValue(4);
        disk.heal();
        epochs.maybeAssign(4, 35);
        assertThat(readBack().latestEpoch()).hasValue(4);
    }

    @Test
    void truncatingTheEndForgetsEpochsThatStartThere() {
        epochs.truncateFromEnd(35);
        assertThat(epochs.latestEpoch()).hasValue(4);
        epochs.truncateFromEnd(21);
        assertThat(epochs.latestEpoch()).hasValue(4);
        epochs.truncateFromEnd(5);
        assertThat(epochs.latestEpoch()).isEmpty();
    }

    @Test
    void truncatingTheStartMovesTheEpochThatHoldsIt() {
        epochs.truncateFromStart(25);
        assertThat(epochs.epochForOffset(24)).isEmpty();
        assertThat(epochs.epochForOffset(25)).hasValue(4);
        assertThat(epochs.endOffsetFor(2, 50)).isEqualTo(new EpochEndOffset(2, 25));
        assertThat(epochs.endOffsetFor(4, 50)).isEqualTo(new EpochEndOffset(4, 35));
    }

    @Test
    void theyAreReadBackFromApacheKafkasFormat() {
        assertThat(new String(disk.contents("p-0/leader-epoch-checkpoint"), StandardCharsets.UTF_8))
                .isEqualTo("0\n3\n2 10\n4 20\n7 35\n");
        LeaderEpochs again = new LeaderEpochs(home);
        again.load();
        assertThat(again.latestEpoch()).hasValue(7);
        assertThat(again.endOffsetFor(3, 50)).isEqualTo(new EpochEndOffset(2, 20));
    }

    @Test
    void anUnreadableFileCountsAsEmpty() {
        disk.overwrite("p-0/leader-epoch-checkpoint", "0\n9\n2 10\n".getBytes(StandardCharsets.UTF_8));
        LeaderEpochs again = new LeaderEpochs(home);
        again.load();
        assertThat(again.latestEpoch()).isEmpty();
    }

    @Test
    void recoveryTakesEpochsFromTheBatchesItScans() {
        LogFixture fixture = new LogFixture();
        fixture.append(TestBatches.batch(2, LogFixture.START_MS), 3);
        fixture.append(TestBatches.batch(2, LogFixture.START_MS), 5);
        fixture.disk.overwrite(LogFixture.HOME + "/leader-epoch-checkpoint", new byte[0]);

        fixture.crash();

        assertThat(fixture.log.epochEndOffset(3)).isEqualTo(new EpochEndOffset(3, 2));
        assertThat(fixture.log.latestEpoch()).hasValue(5);
    }
}
