package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What becomes of a log that is deleted, cut, damaged or killed while it is being compacted, after each step. */
class CleaningDisturbedTest {

    private CompactionFixture fixture = new CompactionFixture();

    @Test
    void retentionThatTakesWhatIsBeingCompactedEndsTheRound() {
        for (int steps = 0; steps < 12; steps++) {
            fixture = new CompactionFixture("cleanup.policy", "compact,delete", "retention.ms", "600000");
            fixture.appendRounds(30, "a", "b", "c");
            fixture.roll();
            fixture.lane.advance(600_001);
            fixture.cleanAFew(steps);
            fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
            fixture.lane.runBackground();
            // What a swap kept it from the first time.
            fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
            fixture.lane.runBackground();
            assertThat(fixture.log.logStartOffset()).as("after %d steps", steps).isEqualTo(90);
            assertThat(fixture.cleaner.facts().cleaning()).isNull();
            fixture.crash();
            assertThat(fixture.log.logStartOffset()).isEqualTo(90);
        }
    }

    @Test
    void aLogThatIsDeletedOrNoLongerCompactedWhileItIsBeingCleanedIsLetGo() {
        for (int steps = 0; steps < 12; steps++) {
            fixture = new CompactionFixture();
            fixture.appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleanAFew(steps);
            if (steps % 2 == 0) {
                fixture.logs.delete(CompactionFixture.PARTITION);
                PartitionLog again = fixture.create(CompactionFixture.PARTITION, new Uuid(3, 4));
                fixture.lane.runBackground();
                again.append(
                        KeyedBatches.of()
                                .add("z", "1", fixture.lane.wallClockMs())
                                .build(),
                        AppendOrigin.CLIENT,
                        0,
                        fixture.lane.wallClockMs());
                assertThat(again.compaction().cleanedUpTo()).isZero();
                assertThat(fixture.files()).noneMatch(file -> file.endsWith(".cleaned") || file.endsWith(".swap"));
                fixture.log = again;
                assertThat(fixture.read(0)).extracting(Read::key).containsExactly("z");
            } else {
                fixture.reconfigure("cleanup.policy", "delete");
                fixture.lane.runBackground();
                assertThat(CompactionFixture.latest(fixture.read(0)))
                        .containsEntry("a", "a19")
                        .hasSize(3);
            }
            assertThat(fixture.cleaner.facts().cleaning()).isNull();
        }
    }

    @Test
    void aLogThatIsCutWhileItIsBeingCleanedKeepsWhatIsLeft() {
        for (int steps = 0; steps < 40; steps++) {
            fixture = new CompactionFixture();
            fixture.appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleanAFew(steps);
            fixture.log.truncateTo(50);
            long end = fixture.log.logEndOffset();
            fixture.lane.runBackground();
            assertThat(fixture.log.compaction().cleanedUpTo()).isLessThanOrEqualTo(end);
            fixture.crash();
            assertThat(fixture.log.logEndOffset()).as("after %d steps", steps).isEqualTo(end);
            fixture.append("z", "1");
            fixture.crash();
            assertThat(fixture.log.logEndOffset()).as("after %d steps", steps).isEqualTo(end + 1);
            assertThat(fixture.read(0)).last().extracting(Read::key).isEqualTo("z");
        }
    }

    @Test
    void theRecoveryPointIsOnDiskBeforeAnythingBelowItIsCompacted() {
        for (int steps = 0; steps < 40; steps++) {
            fixture = new CompactionFixture();
            fixture.append("a", "0");
            fixture.logs.checkpoint();
            fixture.lane.runBackground();
            fixture.appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleanAFew(steps);
            // Recovery takes a gap above the recovery point that it finds for lost bytes, and cuts the log.
            fixture.crash();
            assertThat(fixture.log.recovery().isCut())
                    .as("after %d steps", steps)
                    .isFalse();
            assertThat(fixture.log.logEndOffset()).isEqualTo(61);
            assertThat(CompactionFixture.latest(fixture.read(0)))
                    .containsEntry("a", "a19")
                    .hasSize(3);
        }
    }

    @Test
    void aCorruptLogIsToldAndLeftAndTheOthersGoOn() {
        fixture.appendRounds(20, "a", "b", "c");
        fixture.roll();
        PartitionLog other = fixture.create(new TopicPartition("others", 0), new Uuid(5, 6));
        for (int i = 0; i < 40; i++) {
            other.append(
                    KeyedBatches.of()
                            .add("k", "v" + i, fixture.lane.wallClockMs())
                            .build(),
                    AppendOrigin.CLIENT,
                    0,
                    fixture.lane.wallClockMs());
        }
        fixture.lane.runBackground();
        String file = CompactionFixture.HOME + "/" + "0".repeat(20) + ".log";
        byte[] bytes = fixture.disk.contents(file);
        bytes[bytes.length - 1] ^= 1;
        fixture.disk.overwrite(file, bytes);

        fixture.clean();

        assertThat(fixture.cleaner.facts().rounds()).isOne();
        assertThat(other.compaction().cleanedUpTo()).isPositive();
        assertThat(fixture.cleaner.facts().uncleanable()).singleElement().satisfies(uncleanable -> {
            assertThat(uncleanable.partition()).isEqualTo(CompactionFixture.PARTITION);
            assertThat(uncleanable.reason())
                    .contains(file)
                    .contains("at position ")
                    .contains("checksum");
        });
        assertThat(fixture.log.isOffline()).isFalse();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }

    @Test
    void aFullDiskIsTriedAgain() {
        fixture.appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.disk.leaveRoomFor(400);
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isZero();
        assertThat(fixture.cleaner.facts().uncleanable()).isEmpty();
        assertThat(fixture.files()).noneMatch(file -> file.endsWith(".cleaned"));
        assertThat(CompactionFixture.latest(fixture.read(0))).hasSize(3);
        fixture.disk.heal();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }

    @Test
    void aDirectoryThatCannotBeForcedTakesTheLogOfflineAndTheNextStartEndsTheSwap() {
        fixture.appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.cleaner.cleanDue();
        while (fixture.files().stream().noneMatch(file -> file.endsWith(".swap"))) {
            assertThat(fixture.lane.runOne()).isTrue();
        }
        fixture.disk.fail("flush", "/" + CompactionFixture.HOME + "$");
        fixture.lane.runBackground();
        assertThat(fixture.log.isOffline()).isTrue();
        fixture.disk.heal();
        fixture.crash();
        assertThat(CompactionFixture.latest(fixture.read(0)))
                .containsEntry("a", "a19")
                .hasSize(3);
        assertThat(fixture.files()).noneMatch(file -> file.endsWith(".swap"));
    }
}
