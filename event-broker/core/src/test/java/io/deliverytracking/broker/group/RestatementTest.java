package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** The log behind a shard stays short, and says all that holds. */
class RestatementTest {

    private static final int SMALLEST = 100;

    private final GroupFixture groups = new GroupFixture("offsets.log.smallest.records", SMALLEST);

    private int logSize() {
        return groups.partition().log().size() - groups.partition().startOffset();
    }

    private void commitManyTimes(int times) {
        for (int i = 1; i <= times; i++) {
            groups.commit("g", "topic", i % 3, i);
            groups.advance(1);
        }
    }

    @Test
    void aLogOfManyCommitsHasAFewRecords() {
        commitManyTimes(10_000);

        assertThat(groups.partition().log()).hasSizeGreaterThan(10_000);
        assertThat(logSize()).isLessThanOrEqualTo(SMALLEST + 10);
    }

    @Test
    void whatARestartFindsIsWhatHeld() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        groups.commit("idle", "other", 4, 17);
        int generation = groups.generation();
        commitManyTimes(1_000);
        assertThat(groups.partition().startOffset()).isPositive();

        groups.restart();

        assertThat(groups.committed("idle", "other", 4)).isEqualTo(17);
        assertThat(List.of(
                        groups.committed("g", "topic", 0),
                        groups.committed("g", "topic", 1),
                        groups.committed("g", "topic", 2)))
                .containsExactly(999L, 1000L, 998L);
        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(groups.generation()).isEqualTo(generation);
        assertThat(members.get(1).heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void aRebalanceUnderWayIsNotDisturbed() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember late = groups.member("late").join();
        assertThat(groups.state()).isEqualTo("PreparingRebalance");

        commitManyTimes(1_000);

        assertThat(groups.partition().startOffset()).isPositive();
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(late.joining().isParked()).isTrue();
    }

    @Test
    void whatWasDeletedStaysDeleted() {
        groups.commit("gone", "topic", 0, 5);
        assertThat(groups.delete("gone")).isEqualTo(Errors.NONE);
        commitManyTimes(1_000);

        groups.restart();

        assertThat(groups.exists("gone")).isFalse();
    }

    @Test
    void theLogIsCutOnlyWhenWhatWasRestatedIsDurable() {
        commitManyTimes(SMALLEST - 1);
        groups.partition().hold();
        groups.commit("g", "topic", 0, 1_000);
        groups.advance(1);
        assertThat(groups.partition().startOffset()).isZero();

        groups.partition().release();

        assertThat(groups.partition().startOffset()).isEqualTo(SMALLEST);
        groups.restart();
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1_000);
        assertThat(groups.committed("g", "topic", 1)).isEqualTo(97);
    }

    @Test
    void aCommitBetweenTwoStepsIsNotOverruledByAnOlderOne() {
        for (int partition = 0; partition < 1_500; partition++) {
            groups.commit("wide", "topic", partition, 1);
        }
        // Due at four records for each that lives; then more than one step is needed.
        for (int i = 0; groups.partition().log().size() < 6_000; i++) {
            groups.commit("wide", "topic", i % 1_500, 2);
        }
        groups.commit("wide", "topic", 0, 3);
        groups.commit("wide", "topic", 1_499, 3);
        groups.advance(1);

        assertThat(groups.partition().startOffset()).isEqualTo(6_000);
        groups.restart();
        assertThat(groups.committed("wide", "topic", 0)).isEqualTo(3);
        assertThat(groups.committed("wide", "topic", 1_499)).isEqualTo(3);
        assertThat(groups.committed("wide", "topic", 700)).isEqualTo(2);
    }

    @Test
    void aLogInWhichMostRecordsHoldIsLeftAlone() {
        for (int partition = 0; partition < 3 * SMALLEST; partition++) {
            groups.commit("wide", "topic", partition, 1);
            groups.advance(1);
        }
        assertThat(groups.partition().startOffset()).isZero();
    }

    @Test
    void aRecordThatNoLongerFitsIntoABatchLeavesTheLogAsItIs() {
        String wideTopic = "t".repeat(200);
        groups.commit("wide", wideTopic, 0, 5);
        groups.partition().limitBatchesTo(250);
        commitManyTimes(10 * SMALLEST);
        assertThat(groups.partition().startOffset()).isZero();

        groups.partition().limitBatchesTo(1_000);
        commitManyTimes(2 * SMALLEST);

        assertThat(groups.partition().startOffset()).isPositive();
        groups.restart();
        assertThat(groups.committed("wide", wideTopic, 0)).isEqualTo(5);
        assertThat(groups.committed("g", "topic", 1)).isEqualTo(199);
    }
}
