package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.AnalyticsTotals;
import io.deliverytracking.analytics.domain.ClosedWindows;
import io.deliverytracking.analytics.domain.OrderState;
import io.deliverytracking.analytics.domain.RebuildPoint;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.SourcePartition.Stream;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.analytics.kafka.FeedStatus.PartitionStatus;
import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.service.kafka.Undecodable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class AnalyticsFeedTest {

    private static final long T0 = 1_700_000_040_000L; // a full minute
    private static final Uuid TOPIC_ID = new Uuid(7, 7);
    private static final TopicPartition L0 = new TopicPartition("locations", 0);
    private static final TopicPartition O0 = new TopicPartition("orders", 0);

    private final ClosedWindows windows = new ClosedWindows();
    private final List<WindowResult> closed = windows.inOrder;
    private final Undecodable undecodable = new Undecodable();
    private final AnalyticsFeed feed = new AnalyticsFeed(
            new WindowSettings(1_000, 1_000, 1_000, 5_000, 525_200_000, 134_050_000, 8, 7_200_000, 1_000),
            windows,
            new Refusals(),
            "locations",
            "orders",
            undecodable);

    @Test
    void countsLocationsAndOrdersInTheSameWindows() {
        assign(Map.of(L0, RebuildPoint.fresh(0), O0, RebuildPoint.fresh(0)), 1);
        feed.apply(
                new Polls()
                        .location(L0, 0, 7, T0)
                        .location(L0, 1, 8, T0 + 500)
                        .location(L0, 2, 7, T0 + 5_000)
                        .order(O0, 0, 1, io.deliverytracking.events.v1.OrderState.ORDER_STATE_DELIVERED, T0 + 900)
                        .order(O0, 1, 2, io.deliverytracking.events.v1.OrderState.ORDER_STATE_PLACED, T0 + 5_000)
                        .poll(),
                1);
        WindowResult first = closed.get(0);
        assertThat(first.size()).isEqualTo(WindowSize.ONE_SECOND);
        assertThat(first.startMs()).isEqualTo(T0);
        assertThat(first.activeRiders()).isEqualTo(2);
        assertThat(first.orders(OrderState.DELIVERED)).isEqualTo(1);
        assertThat(feed.status().totals()).isEqualTo(new AnalyticsTotals(5, 0, 0, 0));
    }

    @Test
    void aPollOfAnEarlierAssignmentCountsForNothing() {
        assign(Map.of(L0, RebuildPoint.fresh(0)), 1);
        assign(Map.of(L0, RebuildPoint.fresh(0)), 2);
        assertThat(feed.apply(new Polls().location(L0, 0, 7, T0).poll(), 1)).isFalse();
        assertThat(feed.apply(new Polls().location(L0, 0, 7, T0).poll(), 2)).isTrue();
        feed.revoke();
        assertThat(feed.apply(new Polls().location(L0, 1, 7, T0).poll(), 2)).isFalse();
        assertThat(feed.status().totals().counted()).isEqualTo(1);
    }

    @Test
    void aBrokenRecordIsCountedByItsReasonAndPassedOver() {
        assign(Map.of(L0, RebuildPoint.fresh(0), O0, RebuildPoint.fresh(0)), 1);
        feed.apply(
                new Polls()
                        .record(L0, 0, T0, new byte[] {1, 2, 3})
                        .location(L0, 1, 7, T0)
                        .record(L0, 2, T0, null)
                        .record(O0, 0, T0, new byte[] {8, 99})
                        .poll(),
                1);
        assertThat(undecodable.total()).isEqualTo(3);
        assertThat(undecodable.count(Reason.NO_VALUE)).isEqualTo(1);
        assertThat(undecodable.count(Reason.UNKNOWN_VERSION)).isEqualTo(1);
        assertThat(feed.takeCommits())
                .extractingByKey(L0)
                .satisfies(commit -> assertThat(commit.offset()).isEqualTo(3));
    }

    @Test
    void theCommitIsThePositionAndCarriesFromWhereToRebuild() {
        assign(Map.of(L0, RebuildPoint.fresh(0)), 1);
        feed.apply(
                new Polls()
                        .location(L0, 0, 7, T0)
                        .location(L0, 1, 7, T0 + 61_000)
                        .location(L0, 2, 7, T0 + 66_000)
                        .poll(),
                1);
        Map<TopicPartition, OffsetAndMetadata> commits = feed.takeCommits();
        OffsetAndMetadata commit = commits.get(L0);
        assertThat(commit).isNotNull();
        assertThat(commit.offset()).isEqualTo(3);
        // The first minute is closed; the second began with offset 1.
        assertThat(CommitNote.parse(commit.metadata()).orElseThrow().point().offset())
                .isEqualTo(1);
        assertThat(feed.takeCommits()).as("nothing new").isEmpty();
        assertThat(feed.takeLastCommits()).as("taken, but maybe not sent").isEqualTo(commits);
        feed.commitFailed();
        assertThat(feed.takeCommits()).isEqualTo(commits);
    }

    @Test
    void aRebuildCountsNothingTwiceAndDoesNotTurnTheCommittedOffsetBack() {
        Polls stretch =
                new Polls().location(L0, 5, 7, T0).record(L0, 6, T0, null).location(L0, 7, 8, T0 + 100);
        assign(Map.of(L0, new RebuildPoint(5, 100, T0 / 1_000 - 1, Long.MIN_VALUE)), 1);
        feed.apply(stretch.poll(), 1);
        assertThat(feed.status().totals()).isEqualTo(new AnalyticsTotals(0, 0, 0, 2));
        assertThat(feed.status().rebuilding()).isEqualTo(1);
        assertThat(undecodable.total()).isZero();
        assertThat(feed.takeCommits())
                .extractingByKey(L0)
                .satisfies(commit -> assertThat(commit.offset()).isEqualTo(100));
        feed.apply(new Polls().location(L0, 100, 7, T0 + 200).poll(), 1);
        assertThat(feed.status().rebuilding()).isZero();
        assertThat(feed.status().totals().counted()).isEqualTo(1);
    }

    @Test
    void aPartitionThatIsSilentWhileOthersDeliverBecomesIdle() {
        assign(Map.of(L0, RebuildPoint.fresh(0), O0, RebuildPoint.fresh(0)), 1);
        feed.tick(0, Set.of());
        for (int offset = 0; offset < 10; offset++) {
            assertThat(idle()).isEmpty();
            feed.apply(new Polls().location(L0, offset, 7, T0).poll(), 1);
            feed.tick((offset + 1) * 500_000_000L, Set.of());
        }
        assertThat(idle()).containsExactly(Stream.ORDERS);
    }

    @Test
    void aReaderThatStoodStillTakesNobodyForSilent() {
        assign(Map.of(L0, RebuildPoint.fresh(0), O0, RebuildPoint.fresh(0)), 1);
        feed.tick(0, Set.of());
        feed.apply(new Polls().location(L0, 0, 7, T0).poll(), 1);
        feed.tick(60_000_000_000L, Set.of());
        assertThat(idle()).isEmpty();
    }

    @Test
    void offsetsThatTheLogNoLongerHasAreCounted() {
        assign(Map.of(L0, RebuildPoint.fresh(0)), 1);
        feed.apply(new Polls().location(L0, 0, 7, T0).poll(), 1);
        feed.apply(new Polls().location(L0, 11, 7, T0).poll(), 1);
        assertThat(feed.status().missedOffsets()).isEqualTo(10);
    }

    @Test
    void aLogThatBeginsAnewIsCountedAndCommittedFromItsBeginning() {
        assign(Map.of(L0, new RebuildPoint(90, 100, T0 / 1_000 - 1, Long.MIN_VALUE)), 1);
        feed.apply(new Polls().location(L0, 90, 7, T0).poll(), 1);
        feed.apply(new Polls().location(L0, 0, 7, T0).location(L0, 1, 8, T0).poll(), 1);
        assertThat(feed.status().totals()).isEqualTo(new AnalyticsTotals(2, 0, 0, 1));
        assertThat(feed.status().missedOffsets()).isZero();
        assertThat(feed.takeCommits())
                .extractingByKey(L0)
                .satisfies(commit -> assertThat(commit.offset()).isEqualTo(2));
    }

    @Test
    void theCommitNamesTheTopicsIdUntilTheLogBeginsAnew() {
        assign(Map.of(L0, RebuildPoint.fresh(0)), 1);
        feed.apply(new Polls().location(L0, 0, 7, T0).location(L0, 1, 7, T0).poll(), 1);
        assertThat(noteOf(feed.takeCommits()).topicId()).isEqualTo(TOPIC_ID);
        feed.apply(new Polls().location(L0, 0, 7, T0).poll(), 1);
        assertThat(noteOf(feed.takeCommits()).topicId()).isNull();
    }

    @Test
    void whatRetentionHadRemovedBeforeTheStartIsMissed() {
        feed.assign(Map.of(L0, new StartPoint(RebuildPoint.fresh(95), TOPIC_ID, 5)), 1);
        assertThat(feed.status().missedOffsets()).isEqualTo(5);
        feed.apply(new Polls().location(L0, 95, 7, T0).poll(), 1);
        assertThat(feed.status().missedOffsets()).isEqualTo(5);
    }

    private static CommitNote noteOf(Map<TopicPartition, OffsetAndMetadata> commits) {
        return CommitNote.parse(commits.get(L0).metadata()).orElseThrow();
    }

    private void assign(Map<TopicPartition, RebuildPoint> points, int generation) {
        Map<TopicPartition, StartPoint> starts = new HashMap<>();
        points.forEach((partition, point) -> starts.put(partition, new StartPoint(point, TOPIC_ID, 0)));
        feed.assign(starts, generation);
    }

    private List<Stream> idle() {
        return feed.status().partitions().stream()
                .filter(PartitionStatus::idle)
                .map(status -> status.partition().stream())
                .toList();
    }
}
