package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.StartingPoint.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartPolicyTest {
    private static final LogIdentity LOG = new LogIdentity("cluster-a", new UUID(0, 1), "positions");
    private static final LogBounds HOLDS_100_TO_200 = new LogBounds(100, 200);

    @Test
    void anUnknownLogIsReadFromItsStart() {
        StartingPoint start = StartPolicy.decide(LOG, 3, List.of(), HOLDS_100_TO_200);

        assertThat(start.kind()).isEqualTo(Kind.FIRST_TIME);
        assertThat(start.offset()).isEqualTo(100);
    }

    @Test
    void whatAnUnknownLogNoLongerHoldsIsMissed() {
        StartingPoint start = StartPolicy.decide(LOG, 3, List.of(), HOLDS_100_TO_200);

        assertThat(start.storedOffset()).isZero();
        assertThat(start.missed()).isEqualTo(100);
        assertThat(StartPolicy.decide(LOG, 3, List.of(), new LogBounds(0, 200)).missed())
                .isZero();
    }

    @Test
    void aKnownLogIsReadFromTheStoredOffsetWithItsEpoch() {
        StartingPoint start = StartPolicy.decide(LOG, 3, List.of(stored(LOG, 150)), HOLDS_100_TO_200);

        assertThat(start.kind()).isEqualTo(Kind.RESUME);
        assertThat(start.offset()).isEqualTo(150);
        assertThat(start.leaderEpoch()).isEqualTo(7);
    }

    @Test
    void bothEndsOfTheLogAreInsideOfIt() {
        assertThat(StartPolicy.decide(LOG, 3, List.of(stored(LOG, 100)), HOLDS_100_TO_200)
                        .kind())
                .isEqualTo(Kind.RESUME);
        assertThat(StartPolicy.decide(LOG, 3, List.of(stored(LOG, 200)), HOLDS_100_TO_200)
                        .kind())
                .isEqualTo(Kind.RESUME);
    }

    @Test
    void whatRetentionRemovedIsAGap() {
        StartingPoint start = StartPolicy.decide(LOG, 3, List.of(stored(LOG, 60)), HOLDS_100_TO_200);

        assertThat(start.kind()).isEqualTo(Kind.AFTER_GAP);
        assertThat(start.storedOffset()).isEqualTo(60);
        assertThat(start.offset()).isEqualTo(100);
        assertThat(start.missed()).isEqualTo(40);
    }

    @Test
    void anOffsetBeyondTheEndStopsAndNamesEverything() {
        assertThatThrownBy(() -> StartPolicy.decide(LOG, 3, List.of(stored(LOG, 201)), HOLDS_100_TO_200))
                .isInstanceOf(WrongLogException.class)
                .hasMessageContaining("beyond the log's end")
                .hasMessageContaining("topic=positions partition=3 storedOffset=201 logStart=100 logEnd=200")
                .hasMessageContaining("storedCluster=cluster-a cluster=cluster-a");
    }

    @Test
    void anotherClusterStopsEvenIfTheOffsetWouldFit() {
        LogIdentity elsewhere = new LogIdentity("cluster-b", LOG.topicId(), "positions");

        assertThatThrownBy(() -> StartPolicy.decide(LOG, 3, List.of(stored(elsewhere, 150)), HOLDS_100_TO_200))
                .isInstanceOf(WrongLogException.class)
                .hasMessageContaining("Wrong cluster")
                .hasMessageContaining(
                        "storedOffset=150 logStart=100 logEnd=200 storedCluster=cluster-b" + " cluster=cluster-a");
    }

    @Test
    void aTopicCreatedAnewStopsEvenIfTheOffsetWouldFit() {
        LogIdentity before = new LogIdentity("cluster-a", new UUID(0, 9), "positions");

        assertThatThrownBy(() -> StartPolicy.decide(LOG, 3, List.of(stored(before, 150)), HOLDS_100_TO_200))
                .isInstanceOf(WrongLogException.class)
                .hasMessageContaining("Topic created anew")
                .hasMessageContaining("storedTopicId=" + new UUID(0, 9) + " topicId=" + LOG.topicId());
    }

    @Test
    void theRowOfThisLogCountsWhateverElseIsStored() {
        LogIdentity elsewhere = new LogIdentity("cluster-b", new UUID(0, 9), "positions");

        assertThat(StartPolicy.decide(LOG, 3, List.of(stored(elsewhere, 5000), stored(LOG, 150)), HOLDS_100_TO_200)
                        .offset())
                .isEqualTo(150);
    }

    private static StoredOffset stored(LogIdentity log, long nextOffset) {
        return new StoredOffset(log, 3, nextOffset, 7);
    }
}
