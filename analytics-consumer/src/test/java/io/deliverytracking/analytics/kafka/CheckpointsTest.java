package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.RebuildPoint;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.service.kafka.Undecodable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final long T0 = 1_700_000_040_000L; // a full minute
    private static final Uuid TOPIC_ID = new Uuid(7, 7);
    private static final TopicPartition L0 = new TopicPartition("locations", 0);
    private static final TopicPartition L1 = new TopicPartition("locations", 1);

    private final WindowHistory history = new WindowHistory(1_000, 10);
    private final Refusals refusals = new Refusals();
    private final AnalyticsFeed feed = new AnalyticsFeed(
            new WindowSettings(1_000, 1_000, 1_000, 5_000, 525_200_000, 134_050_000, 8, 7_200_000, 1_000),
            history,
            refusals,
            "locations",
            "orders",
            new Undecodable());

    /** The third fix is late: the second has moved event time on by more than disorder and lateness allow. */
    private static Polls aMinuteWithOneLateFix() {
        return new Polls()
                .location(L0, 0, 7, T0)
                .location(L0, 1, 8, T0 + 10_000)
                .location(L0, 2, 9, T0 + 100)
                .location(L0, 3, 8, T0 + 70_000);
    }

    @Test
    void whatALostAssignmentHadCountedIsNotCountedByTheNextOne(@TempDir Path directory) throws IOException {
        try (Checkpoints checkpoints = new Checkpoints(feed, history, refusals, directory, () -> "cluster")) {
            checkpoints.open();
            assign(checkpoints, 1, L0);
            feed.apply(aMinuteWithOneLateFix().poll(), 1);
            assertThat(lateIn(T0)).isEqualTo(1);

            // Lost, so nothing was written or committed; and another one in between, which lacks the partition.
            feed.revoke();
            assign(checkpoints, 2, L1);
            assign(checkpoints, 3, L0, L1);
            feed.apply(aMinuteWithOneLateFix().poll(), 3);

            assertThat(lateIn(T0)).isEqualTo(1);
            assertThat(feed.status().totals().late()).isEqualTo(1);
            assertThat(feed.status().totals().counted()).isEqualTo(3);
        }
    }

    private void assign(Checkpoints checkpoints, int generation, TopicPartition... partitions) {
        Map<TopicPartition, StartPoint> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            starts.put(partition, checkpoints.known(partition, new StartPoint(RebuildPoint.fresh(0), TOPIC_ID, 0)));
        }
        feed.assign(starts, generation);
    }

    private long lateIn(long startMs) {
        return history.at(WindowSize.ONE_SECOND, startMs)
                .map(window -> window.refused().late())
                .orElse(-1L);
    }
}
