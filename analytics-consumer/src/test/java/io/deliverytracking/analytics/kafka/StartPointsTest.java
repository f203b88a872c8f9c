package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.RebuildPoint;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartPointsTest {

    private static final TopicPartition PARTITION = new TopicPartition("locations", 0);

    @Test
    void withoutACommitReadingBeginsWithTheLog() {
        assertThat(resolve(null, 7, 100)).isEqualTo(RebuildPoint.fresh(7));
    }

    @Test
    void theCommitCarriesFromWhereToRebuild() {
        RebuildPoint point = new RebuildPoint(40, 90, 1_700_000_000);
        assertThat(resolve(new OffsetAndMetadata(90, point.toText()), 7, 100)).isEqualTo(point);
    }

    @Test
    void offsetsThatSomebodyHasResetCountFromThere() {
        assertThat(resolve(new OffsetAndMetadata(50), 7, 100)).isEqualTo(RebuildPoint.fresh(50));
        String ofAnotherPosition = new RebuildPoint(40, 90, 0).toText();
        assertThat(resolve(new OffsetAndMetadata(50, ofAnotherPosition), 7, 100))
                .isEqualTo(RebuildPoint.fresh(50));
        assertThat(resolve(new OffsetAndMetadata(3), 7, 100)).isEqualTo(RebuildPoint.fresh(7));
    }

    @Test
    void aCommitBeyondTheEndBelongsToAnotherLog() {
        assertThat(resolve(new OffsetAndMetadata(101, new RebuildPoint(40, 101, 0).toText()), 0, 100))
                .isEqualTo(RebuildPoint.fresh(0));
    }

    @Test
    void whatRetentionHasRemovedOfARebuildIsGone() {
        String text = new RebuildPoint(40, 90, 5).toText();
        assertThat(resolve(new OffsetAndMetadata(90, text), 60, 100)).isEqualTo(new RebuildPoint(60, 90, 5));
        assertThat(resolve(new OffsetAndMetadata(90, text), 95, 100)).isEqualTo(new RebuildPoint(95, 95, 5));
    }

    private static RebuildPoint resolve(@Nullable OffsetAndMetadata commit, long begin, long end) {
        return StartPoints.resolve(PARTITION, commit, begin, end);
    }
}
