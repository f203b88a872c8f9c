package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.RebuildPoint;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartPointsTest {

    private static final long WATERMARK_MS = 1_699_999_999_000L;

    private static final TopicPartition PARTITION = new TopicPartition("locations", 0);
    private static final Uuid TOPIC_ID = new Uuid(3, 4);
    private static final Uuid ID_OF_A_TOPIC_BEFORE = new Uuid(1, 2);

    @Test
    void withoutACommitReadingBeginsWithTheLog() {
        assertThat(resolve(null, 7, 100)).isEqualTo(RebuildPoint.fresh(7));
    }

    @Test
    void theCommitCarriesFromWhereToRebuild() {
        RebuildPoint point = new RebuildPoint(40, 90, 1_700_000_000, WATERMARK_MS);
        assertThat(resolve(commit(90, point), 7, 100)).isEqualTo(point);
    }

    @Test
    void offsetsThatSomebodyHasResetCountFromThere() {
        assertThat(resolve(new OffsetAndMetadata(50), 7, 100)).isEqualTo(RebuildPoint.fresh(50));
        assertThat(resolve(commit(50, new RebuildPoint(40, 90, 0, WATERMARK_MS)), 7, 100))
                .isEqualTo(RebuildPoint.fresh(50));
        assertThat(resolve(new OffsetAndMetadata(50, "what is this"), 7, 100)).isEqualTo(RebuildPoint.fresh(50));
        assertThat(resolve(new OffsetAndMetadata(3), 7, 100)).isEqualTo(RebuildPoint.fresh(7));
    }

    @Test
    void aCommitBeyondTheEndBelongsToAnotherLog() {
        assertThat(resolve(commit(101, new RebuildPoint(40, 101, 0, WATERMARK_MS)), 0, 100))
                .isEqualTo(RebuildPoint.fresh(0));
    }

    @Test
    void aCommitOfATopicThatHadTheNameBeforeBelongsToAnotherLogThoughThisOneIsLonger() {
        RebuildPoint point = new RebuildPoint(40, 90, 1_700_000_000, WATERMARK_MS);
        OffsetAndMetadata commit = new OffsetAndMetadata(90, new CommitNote(point, ID_OF_A_TOPIC_BEFORE).toText());
        assertThat(resolve(commit, 2, 100)).isEqualTo(RebuildPoint.fresh(2));
    }

    @Test
    void aCommitThatNamesNoTopicIdIsTaken() {
        RebuildPoint point = new RebuildPoint(40, 90, 1_700_000_000, WATERMARK_MS);
        OffsetAndMetadata commit = new OffsetAndMetadata(90, new CommitNote(point, null).toText());
        assertThat(resolve(commit, 2, 100)).isEqualTo(point);
    }

    @Test
    void whatRetentionHasRemovedOfARebuildIsGone() {
        RebuildPoint point = new RebuildPoint(40, 90, 5, WATERMARK_MS);
        assertThat(start(commit(90, point), 60, 100))
                .isEqualTo(new StartPoint(new RebuildPoint(60, 90, 5, WATERMARK_MS), TOPIC_ID, 0));
    }

    @Test
    void whatRetentionHasRemovedBeforeItWasReadIsMissed() {
        assertThat(start(commit(90, new RebuildPoint(40, 90, 5, WATERMARK_MS)), 95, 100))
                .isEqualTo(new StartPoint(new RebuildPoint(95, 95, 5, WATERMARK_MS), TOPIC_ID, 5));
        assertThat(start(new OffsetAndMetadata(3), 7, 100).missed()).isEqualTo(4);
    }

    private static OffsetAndMetadata commit(long offset, RebuildPoint point) {
        return new OffsetAndMetadata(offset, new CommitNote(point, TOPIC_ID).toText());
    }

    private static RebuildPoint resolve(@Nullable OffsetAndMetadata commit, long begin, long end) {
        return start(commit, begin, end).point();
    }

    private static StartPoint start(@Nullable OffsetAndMetadata commit, long begin, long end) {
        return new StartPoints.Log(PARTITION, TOPIC_ID, begin, end).resolve(commit);
    }
}
