package io.deliverytracking.location.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AppliedPositionsTest {

    private static final TopicPartition P0 = new TopicPartition("locations", 0);
    private static final TopicPartition P1 = new TopicPartition("locations", 1);

    private final AppliedPositions positions = new AppliedPositions();

    @Test
    void onlyWhatWasAppliedIsOfferedForCommitAndOnlyOnce() {
        positions.assign(P0, 10, 10, 10);
        assertThat(positions.takeUncommitted()).isEmpty();
        positions.applied(P0, 10, 15);
        assertThat(positions.takeUncommitted()).isEqualTo(Map.of(P0, new OffsetAndMetadata(15)));
        assertThat(positions.takeUncommitted()).isEmpty();
    }

    @Test
    void readingAgainAfterAStartDoesNotTurnTheCommittedOffsetBack() {
        positions.assign(P0, 10, 100, 120);
        positions.applied(P0, 10, 50);
        assertThat(positions.takeUncommitted()).isEmpty();
        positions.applied(P0, 50, 101);
        assertThat(positions.takeUncommitted()).isEqualTo(Map.of(P0, new OffsetAndMetadata(101)));
    }

    @Test
    void aPartitionIsRestoredOnceTheEndAtAssignmentIsReached() {
        positions.assign(P0, 10, 0, 20);
        positions.assign(P1, 5, 0, 5);
        assertThat(positions.restoringCount()).isEqualTo(1);
        positions.applied(P0, 10, 20);
        assertThat(positions.restoringCount()).isZero();
        assertThat(positions.assignedCount()).isEqualTo(2);
    }

    @Test
    void aFailedCommitIsOfferedAgain() {
        positions.assign(P0, 10, 10, 10);
        positions.applied(P0, 10, 15);
        Map<TopicPartition, OffsetAndMetadata> failed = positions.takeUncommitted();
        positions.restoreUncommitted(failed);
        assertThat(positions.takeUncommitted()).isEqualTo(failed);
    }

    @Test
    void thoughTakenAMomentAgoTheLastPositionsAreOfferedOnceMore() {
        positions.assign(P0, 10, 10, 10);
        positions.assign(P1, 5, 100, 120);
        positions.applied(P0, 10, 15);
        positions.applied(P1, 5, 50);
        positions.takeUncommitted();
        assertThat(positions.takeLast(List.of(P0, P1))).isEqualTo(Map.of(P0, new OffsetAndMetadata(15)));
    }

    @Test
    void whatBelongsToSomebodyElseIsNotCommittedButRemembered() {
        positions.assign(P0, 10, 10, 10);
        positions.applied(P0, 10, 15);
        positions.revoke(List.of(P0));
        assertThat(positions.takeUncommitted()).isEmpty();
        assertThat(positions.appliedUpTo(P0)).hasValue(15);
        assertThat(positions.appliedUpTo(P1)).isEmpty();
        assertThat(positions.assignedCount()).isZero();
    }

    @Test
    void aLogThatBeginsAnewIsCommittedFromItsBeginning() {
        positions.assign(P0, 500, 500, 500);
        positions.applied(P0, 500, 600);
        positions.takeUncommitted();
        positions.applied(P0, 0, 3);
        assertThat(positions.takeUncommitted()).isEqualTo(Map.of(P0, new OffsetAndMetadata(3)));
        assertThat(positions.restoringCount()).isZero();
    }
}
