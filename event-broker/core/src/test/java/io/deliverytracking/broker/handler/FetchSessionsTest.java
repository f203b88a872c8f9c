package io.deliverytracking.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.handler.FetchSessions.Fetch;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** KIP-227, sentence by sentence. */
class FetchSessionsTest {

    private static final Uuid TOPIC = new Uuid(1, 2);

    private final SimulatedLane lane = new SimulatedLane();
    private final SplittableRandom seeded = new SplittableRandom(42);
    private final FetchSessions sessions = new FetchSessions(2, lane, new RandomSource() {
        @Override
        public long nextLong() {
            return seeded.nextLong();
        }

        @Override
        public int nextInt(int bound) {
            return seeded.nextInt(bound);
        }
    });

    @Test
    void anIncrementalRequestFetchesWhatItsSessionRemembers() {
        FetchSession session = open(0, 1, 2);

        Fetch fetch = sessions.open(incremental(session, 1), true);

        assertThat(fetch.error()).isEqualTo(Errors.NONE);
        assertThat(indexes(fetch)).containsExactly(0, 1, 2);
    }

    @Test
    void changesAddUpdateAndForgetPartitions() {
        FetchSession session = open(0, 1, 2);
        FetchRequestData request = incremental(session, 1);
        request.topics().add(topic(partition(1, 500), partition(7, 70)));
        request.forgottenTopicsData().add(new ForgottenTopic().setTopicId(TOPIC).setPartitions(List.of(0)));

        Fetch fetch = sessions.open(request, true);

        assertThat(indexes(fetch)).containsExactly(1, 2, 7);
        assertThat(fetch.partitions().get(0).fetchOffset()).isEqualTo(500);
    }

    @Test
    void anUnknownSessionIsToldSo() {
        FetchRequestData request = new FetchRequestData().setSessionId(99).setSessionEpoch(1);
        assertThat(sessions.open(request, true).error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void aRepeatedOrSkippedEpochIsToldSoAndLeavesTheSession() {
        FetchSession session = open(0);
        assertThat(sessions.open(incremental(session, 2), true).error()).isEqualTo(Errors.INVALID_FETCH_SESSION_EPOCH);
        assertThat(sessions.open(incremental(session, 1), true).error()).isEqualTo(Errors.NONE);
        assertThat(sessions.open(incremental(session, 1), true).error()).isEqualTo(Errors.INVALID_FETCH_SESSION_EPOCH);
        assertThat(sessions.open(incremental(session, 2), true).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void namesAndIdsDoNotMixInOneSession() {
        FetchSession session = open(0);
        assertThat(sessions.open(incremental(session, 1), false).error())
                .isEqualTo(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
    }

    @Test
    void epochMinusOneEndsTheSession() {
        FetchSession session = open(0);
        FetchRequestData last = incremental(session, FetchSession.FINAL_EPOCH);
        last.topics().add(topic(partition(0, 0)));

        Fetch fetch = sessions.open(last, true);

        assertThat(fetch.wantsSession()).isFalse();
        assertThat(indexes(fetch)).containsExactly(0);
        assertThat(sessions.size()).isZero();
    }

    @Test
    void epochZeroReplacesTheSession() {
        FetchSession session = open(0);
        FetchRequestData again = incremental(session, FetchSession.INITIAL_EPOCH);
        again.topics().add(topic(partition(0, 0)));

        assertThat(sessions.open(again, true).wantsSession()).isTrue();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void aSessionThatForgetsEverythingEnds() {
        FetchSession session = open(0);
        FetchRequestData request = incremental(session, 1);
        request.forgottenTopicsData().add(new ForgottenTopic().setTopicId(TOPIC).setPartitions(List.of(0)));

        assertThat(sessions.open(request, true).session()).isNull();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void aFullCacheGivesNoSessionToOneThatIsNotLargerThanTheOthers() {
        open(0);
        open(0);
        lane.advance(FetchSessions.EVICTION_MS);
        assertThat(sessions.create(fetched(0), true)).isNull();
    }

    @Test
    void theSessionUnusedForLongestMakesPlace() {
        FetchSession first = open(0);
        FetchSession second = open(0);
        lane.advance(FetchSessions.EVICTION_MS);
        sessions.open(incremental(first, 1), true);
        lane.advance(1);

        assertThat(sessions.create(fetched(0), true)).isNotNull();
        assertThat(sessions.open(incremental(second, 1), true).error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND);
        assertThat(sessions.open(incremental(first, 2), true).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aLargerSessionReplacesTheSmallestOldOne() {
        FetchSession small = open(0);
        FetchSession large = open(0, 1, 2);
        lane.advance(FetchSessions.EVICTION_MS);
        sessions.open(incremental(small, 1), true);
        sessions.open(incremental(large, 1), true);
        lane.advance(1);

        assertThat(sessions.create(fetched(0, 1), true)).isNotNull();
        assertThat(sessions.open(incremental(small, 2), true).error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void onlyNewsIsTold() {
        FetchSession session = open(0, 1);
        List<FetchedPartition> asked = session.partitions();

        assertThat(session.tellNews(asked, List.of(data(0, 10, 0), data(1, 10, 0))))
                .doesNotContainNull();
        assertThat(session.tellNews(asked, List.of(data(0, 10, 0), data(1, 11, 0))))
                .extracting(told -> told != null)
                .containsExactly(false, true);
        assertThat(session.tellNews(asked, List.of(data(0, 10, 3), data(1, 11, 0))))
                .extracting(told -> told != null)
                .containsExactly(true, false);
    }

    @Test
    void afterAnErrorEverythingIsNewsAgain() {
        FetchSession session = open(0);
        List<FetchedPartition> asked = session.partitions();
        session.tellNews(asked, List.of(data(0, 10, 0)));
        PartitionData failed = data(0, -1, -1).setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code());

        assertThat(session.tellNews(asked, List.of(failed)).get(0)).isNotNull();
        assertThat(session.tellNews(asked, List.of(data(0, 10, 0))).get(0)).isNotNull();
    }

    @Test
    void aPartitionThatGaveDataGoesToTheEndOfTheTurn() {
        FetchSession session = open(0, 1, 2);
        PartitionData withRecords = data(0, 11, 0)
                .setRecords(new RecordBatchBuilder()
                        .add(1, null, new byte[] {1})
                        .build()
                        .toRecords());

        session.tellNews(session.partitions(), List.of(withRecords, data(1, 10, 0), data(2, 10, 0)));

        assertThat(session.partitions())
                .extracting(partition -> partition.key().index())
                .containsExactly(1, 2, 0);
    }

    @Test
    void aPartitionNamedTwiceCountsOnceAsNamedLast() {
        FetchRequestData request = new FetchRequestData().setSessionEpoch(FetchSession.FINAL_EPOCH);
        request.topics().add(topic(partition(0, 5), partition(1, 6), partition(0, 7)));

        Fetch fetch = sessions.open(request, true);

        assertThat(indexes(fetch)).containsExactly(0, 1);
        assertThat(fetch.partitions().get(0).fetchOffset()).isEqualTo(7);
    }

    private FetchSession open(int... indexes) {
        FetchSession session = sessions.create(fetched(indexes), true);
        assertThat(session).isNotNull();
        return session;
    }

    private static List<FetchedPartition> fetched(int... indexes) {
        List<FetchedPartition> partitions = new ArrayList<>();
        for (int index : indexes) {
            partitions.add(new FetchedPartition(FetchSessions.key("", TOPIC, index), partition(index, 0)));
        }
        return partitions;
    }

    private static FetchRequestData incremental(FetchSession session, int epoch) {
        return new FetchRequestData().setSessionId(session.id()).setSessionEpoch(epoch);
    }

    private static FetchTopic topic(FetchPartition... partitions) {
        return new FetchTopic().setTopicId(TOPIC).setPartitions(new ArrayList<>(List.of(partitions)));
    }

    private static FetchPartition partition(int index, long offset) {
        return new FetchPartition().setPartition(index).setFetchOffset(offset).setPartitionMaxBytes(1_000_000);
    }

    private static PartitionData data(int index, long highWatermark, long logStartOffset) {
        return new PartitionData()
                .setPartitionIndex(index)
                .setHighWatermark(highWatermark)
                .setLogStartOffset(logStartOffset);
    }

    private static List<Integer> indexes(Fetch fetch) {
        return fetch.partitions().stream()
                .map(partition -> partition.key().index())
                .toList();
    }
}
