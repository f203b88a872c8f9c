package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.WarningsOf;
import io.deliverytracking.analytics.domain.RebuildPoint;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.analytics.journal.JournalState;
import io.deliverytracking.service.kafka.Undecodable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final long T0 = 1_700_000_040_000L; // a full minute
    private static final TopicPartition L0 = new TopicPartition("locations", 0);
    private static final TopicPartition L1 = new TopicPartition("locations", 1);
    private static final Uuid TOPIC_ID = new Uuid(3, 4);
    private static final RebuildPoint COUNTED = new RebuildPoint(40, 90, 1_700_000_000, 1_699_999_999_000L);

    @TempDir
    Path directory;

    private final WindowHistory history = new WindowHistory(10, 10);
    private final Refusals refusals = new Refusals();
    private final AnalyticsFeed feed = new AnalyticsFeed(
            new WindowSettings(1_000, 1_000, 1_000, 5_000, 525_200_000, 134_050_000, 8, 7_200_000, 1_000),
            history,
            refusals,
            "locations",
            "orders",
            new Undecodable());
    private final JournalState state = new JournalState();

    @Test
    void aNewJournalIsToldOnceWhenCommitsSayThatWindowsHadBeenCounted() throws IOException {
        try (WarningsOf warnings = new WarningsOf(Checkpoints.class);
                Checkpoints checkpoints = open()) {
            checkpoints.known(L0, start(COUNTED));
            checkpoints.known(L1, start(COUNTED));
            assertThat(warnings.lines())
                    .singleElement()
                    .asString()
                    .startsWith("The journal of closed windows is empty or missing, though the commits in Kafka say")
                    .contains("directory=" + directory, "partition=locations-0 committed=90");
        }
    }

    @Test
    void withoutCommitsANewJournalIsAsItShouldBe() throws IOException {
        try (WarningsOf warnings = new WarningsOf(Checkpoints.class);
                Checkpoints checkpoints = open()) {
            checkpoints.known(L0, start(RebuildPoint.fresh(0)));
            checkpoints.known(L1, start(RebuildPoint.fresh(7)));
            assertThat(warnings.lines()).as("a log's beginning is no commit").isEmpty();
        }
    }

    @Test
    void aJournalThatHasCountedIsNotNewToOtherPartitions() throws IOException {
        try (Checkpoints checkpoints = open()) {
            feed.assign(Map.of(L0, start(COUNTED)), 1);
            checkpoints.take();
        }
        try (WarningsOf warnings = new WarningsOf(Checkpoints.class);
                Checkpoints checkpoints = open()) {
            checkpoints.known(L0, start(COUNTED));
            checkpoints.known(L1, start(COUNTED));
            assertThat(warnings.lines()).isEmpty();
        }
    }

    @Test
    void whileTheJournalCannotBeWrittenNothingIsCommittedAndTheStateSaysWhy() throws IOException {
        Path inTheWay = directory.resolve("windows-cluster.journal.new");
        try (Checkpoints checkpoints = open()) {
            feed.assign(Map.of(L0, start(COUNTED)), 1);
            // An interrupt closes the file, and the directory keeps a new one from being made.
            Files.createDirectory(inTheWay);
            Thread.currentThread().interrupt();
            assertThat(checkpoints.take()).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(state.fault())
                    .hasValueSatisfying(fault -> assertThat(fault)
                            .startsWith("the journal of closed windows in " + directory + " cannot be written: "));
            assertThat(checkpoints.take()).isEmpty();
            assertThat(state.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains(inTheWay.toString()));

            Files.delete(inTheWay);
            assertThat(checkpoints.take()).containsOnlyKeys(L0);
            assertThat(state.fault()).isEmpty();
        }
    }

    @Test
    void whatALostAssignmentHadCountedIsNotCountedByTheNextOne() throws IOException {
        try (Checkpoints checkpoints = open()) {
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

    /** The third fix is late: the second has moved event time on by more than disorder and lateness allow. */
    private static Polls aMinuteWithOneLateFix() {
        return new Polls()
                .location(L0, 0, 7, T0)
                .location(L0, 1, 8, T0 + 10_000)
                .location(L0, 2, 9, T0 + 100)
                .location(L0, 3, 8, T0 + 70_000);
    }

    private void assign(Checkpoints checkpoints, int generation, TopicPartition... partitions) {
        Map<TopicPartition, StartPoint> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            starts.put(partition, checkpoints.known(partition, start(RebuildPoint.fresh(0))));
        }
        feed.assign(starts, generation);
    }

    private long lateIn(long startMs) {
        return history.at(WindowSize.ONE_SECOND, startMs)
                .map(window -> window.refused().late())
                .orElse(-1L);
    }

    private Checkpoints open() {
        Checkpoints checkpoints = new Checkpoints(feed, history, refusals, directory, () -> "cluster", state);
        checkpoints.open();
        return checkpoints;
    }

    private static StartPoint start(RebuildPoint point) {
        return new StartPoint(point, TOPIC_ID, 0);
    }
}
