package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The rules of the ingest as scripts: what the store answers, and what then happens. */
class IngestTest {
    private static final LogPartition P0 = new LogPartition(FakeRead.LOCATIONS, 0);
    private static final LogPartition P1 = new LogPartition(FakeRead.LOCATIONS, 1);

    private final List<String> trace = new ArrayList<>();
    private final Deque<Function<StagedBatch, StoreOutcome>> script = new ArrayDeque<>();
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final List<String> ranges = new ArrayList<>();
    private final List<Integer> paced = new ArrayList<>();
    private boolean stopping;
    private int attempts;

    private final Deque<Supplier<Map<LogIdentity, Optional<UUID>>>> answers = new ArrayDeque<>();

    private final Ingest ingest = new Ingest(
            this::ask,
            this::store,
            new StagedBatch(FakeRead.LOCATIONS),
            partition -> trace.add("read again " + partition.partition()),
            new Listener(),
            new ScriptedPacing(),
            new Backoff(Duration.ofMillis(100), Duration.ofMillis(250)),
            new FakePause());

    @Test
    void anAttemptIsUnderWayWhileTheStoreHasTheBatchAndNotWhileTheIngestPauses() {
        List<Integer> underWay = new ArrayList<>();
        script.add(staged -> {
            underWay.add(attempts);
            throw new StoreUnavailableException("away", new Exception());
        });
        script.add(staged -> {
            underWay.add(attempts);
            return stored().apply(staged);
        });

        ingest.accept(batch());

        assertThat(underWay).containsExactly(1, 1);
        assertThat(attempts).isZero();
    }

    @Test
    void aStoredBatchIsDone() {
        script.add(stored());

        ingest.accept(batch());

        assertThat(trace).containsExactly("ask", "proven", "store [0, 1]", "stored");
    }

    @Test
    void anAbsentDatabasePausesWithAGrowingBoundedPauseAndTheSameBatch() {
        script.add(unavailable());
        script.add(unavailable());
        script.add(unavailable());
        script.add(stored());

        ingest.accept(batch());

        assertThat(trace)
                .containsExactly(
                        "ask",
                        "proven",
                        "store [0, 1]",
                        "unavailable 1",
                        "pause 100",
                        "store [0, 1]",
                        "unavailable 2",
                        "pause 200",
                        "store [0, 1]",
                        "unavailable 3",
                        "pause 250",
                        "store [0, 1]",
                        "stored",
                        "resumed");
    }

    @Test
    void aLostComparisonReadsThatPartitionAgainAndStoresTheOthers() {
        script.add(lost(Map.of(P1, 3L)));
        script.add(stored());

        assertThat(ingest.accept(batch())).isFalse();

        assertThat(trace)
                .containsExactly("ask", "proven", "store [0, 1]", "lost 1 at 3", "read again 1", "store [0]", "stored");
    }

    @Test
    void anOffsetThatIsGoneReadsAgainToo() {
        script.add(lost(Map.of(P0, -1L, P1, -1L)));

        ingest.accept(batch());

        assertThat(trace)
                .containsExactly(
                        "ask",
                        "proven",
                        "store [0, 1]",
                        "lost 0 at -1",
                        "read again 0",
                        "lost 1 at -1",
                        "read again 1");
    }

    @Test
    void aCommitWhoseAnswerWasLostIsFoundStored() {
        script.add(unavailable());
        script.add(lost(Map.of(P0, 12L, P1, 22L)));

        assertThat(ingest.accept(batch())).isTrue();

        assertThat(trace)
                .containsExactly(
                        "ask",
                        "proven",
                        "store [0, 1]",
                        "unavailable 1",
                        "pause 100",
                        "store [0, 1]",
                        "found stored 0",
                        "found stored 1",
                        "resumed");
    }

    @Test
    void aStopEndsTheWaitAndLeavesTheBatch() {
        script.add(staged -> {
            stopping = true;
            throw new StoreUnavailableException("down", new Exception());
        });

        assertThat(ingest.accept(batch())).isFalse();

        assertThat(trace).containsExactly("ask", "proven", "store [0, 1]", "unavailable 1", "pause 100");
    }

    @Test
    void aPacedBatchIsStoredInPartsWithAPauseBeforeEach() {
        turns.add(new Turn(3, 20_000_000));
        turns.add(new Turn(3, 5_000_000));
        script.add(stored());
        script.add(stored());

        assertThat(ingest.accept(batch())).isTrue();

        assertThat(trace)
                .containsExactly(
                        "ask", "pause 20", "proven", "store [0, 1]", "stored", "pause 5", "store [1]", "stored");
        assertThat(paced).containsExactly(3, 1);
    }

    @Test
    void everyPartBeginsWhereTheOneBeforeEnded() {
        turns.add(new Turn(1, 0));
        turns.add(new Turn(2, 0));
        turns.add(new Turn(9, 0));
        script.add(stored());
        script.add(stored());
        script.add(stored());

        ingest.accept(new ReadBatch(List.of(
                FakeRead.locations(0, 10)
                        .skipping(2)
                        .with(Events.location(1, 0))
                        .skipping(3)
                        .with(Events.location(1, 1)),
                FakeRead.locations(1, 20)
                        .with(Events.location(2, 0))
                        .with(Events.location(2, 1))
                        .skipping(1))));

        assertThat(ranges).containsExactly("0: 10-16", "0: 16-17", "1: 20-21", "1: 21-23");
    }

    @Test
    void aPartStaysWhatItIsUntilItIsStored() {
        turns.add(new Turn(1, 0));
        turns.add(Turn.AT_ONCE);
        script.add(unavailable());
        script.add(lost(Map.of(P0, 11L)));
        script.add(stored());

        assertThat(ingest.accept(batch())).isTrue();

        assertThat(ranges).containsExactly("0: 10-11", "0: 10-11", "0: 11-12", "1: 20-22");
        assertThat(trace).contains("found stored 0").doesNotContain("read again 0");
    }

    @Test
    void aLostComparisonDropsTheLaterPartsOfThatPartitionToo() {
        turns.add(new Turn(1, 0));
        turns.add(Turn.AT_ONCE);
        script.add(lost(Map.of(P0, 12L)));
        script.add(stored());

        assertThat(ingest.accept(batch())).isFalse();

        assertThat(ranges).containsExactly("0: 10-11", "1: 20-22");
        assertThat(trace).contains("lost 0 at 12", "read again 0");
    }

    @Test
    void aStopEndsThePauseBetweenTwoPartsAndLeavesTheRest() {
        turns.add(new Turn(1, 0));
        turns.add(new Turn(1, 20_000_000));
        script.add(staged -> {
            stopping = true;
            return stored().apply(staged);
        });

        assertThat(ingest.accept(batch())).isFalse();

        assertThat(trace).containsExactly("ask", "proven", "store [0]", "stored", "pause 20");
    }

    @Test
    void afterAStopNothingIsStored() {
        stopping = true;

        ingest.accept(batch());

        assertThat(trace).containsExactly("ask");
    }

    @Test
    void aTopicThatWasCreatedAnewStopsBeforeAnythingIsStored() {
        UUID now = new UUID(7, 7);
        answers.add(() -> Map.of(FakeRead.LOCATION_LOG, Optional.of(now)));

        assertThatThrownBy(() -> ingest.accept(batch()))
                .isInstanceOf(WrongLogException.class)
                .hasMessageStartingWith("Topic created anew while it was read: topic=delivery-location-updates")
                .hasMessageContaining("partition=0 storedOffset=10 polledUpTo=12")
                .hasMessageContaining("partition=1 storedOffset=20 polledUpTo=22")
                .hasMessageContaining("storedTopicId=" + FakeRead.LOCATION_LOG.topicId() + " topicId=" + now);

        assertThat(trace).containsExactly("ask");
    }

    @Test
    void aTopicThatIsGoneStopsBeforeAnythingIsStored() {
        answers.add(() -> Map.of(FakeRead.LOCATION_LOG, Optional.empty()));

        assertThatThrownBy(() -> ingest.accept(batch()))
                .isInstanceOf(WrongLogException.class)
                .hasMessageStartingWith("Topic deleted while it was read: ")
                .hasMessageContaining("topicId=none");

        assertThat(trace).containsExactly("ask");
    }

    @Test
    void anAbsentClusterPausesAndIsAskedAgainBeforeAnythingIsStored() {
        answers.add(IngestTest::silence);
        answers.add(IngestTest::silence);
        script.add(stored());

        ingest.accept(batch());

        assertThat(trace)
                .containsExactly(
                        "ask",
                        "unavailable 1",
                        "pause 100",
                        "ask",
                        "unavailable 2",
                        "pause 200",
                        "ask",
                        "proven",
                        "store [0, 1]",
                        "stored",
                        "resumed");
    }

    /** Partition 0 from 10 to 12, partition 1 from 20 to 22. */
    private static ReadBatch batch() {
        return new ReadBatch(List.of(
                FakeRead.locations(1, 20).with(Events.location(2, 0)).with(Events.location(2, 1)),
                FakeRead.locations(0, 10).with(Events.location(1, 0)).with(Events.location(1, 1))));
    }

    /** Answers by the script; when it is at its end, every log is still there. */
    private LogInquiry ask(Set<LogIdentity> logs) {
        assertThat(logs).containsExactly(FakeRead.LOCATION_LOG);
        trace.add("ask");
        return () -> {
            Map<LogIdentity, Optional<UUID>> replaced =
                    answers.isEmpty() ? Map.of() : answers.remove().get();
            if (replaced.isEmpty()) {
                trace.add("proven");
            }
            return replaced;
        };
    }

    private static Map<LogIdentity, Optional<UUID>> silence() {
        throw new LogUnavailableException("no answer", new Exception());
    }

    private StoreOutcome store(StagedBatch staged) {
        trace.add("store "
                + staged.source().reads().stream()
                        .map(read -> read.partition().partition())
                        .toList());
        staged.source()
                .reads()
                .forEach(read ->
                        ranges.add(read.partition().partition() + ": " + read.readFrom() + "-" + read.nextOffset()));
        return script.remove().apply(staged);
    }

    private static Function<StagedBatch, StoreOutcome> stored() {
        return staged -> StoreOutcome.stored(staged.locations().size(), 0, 0);
    }

    private static Function<StagedBatch, StoreOutcome> lost(Map<LogPartition, Long> found) {
        return staged -> StoreOutcome.lostComparison(found);
    }

    private static Function<StagedBatch, StoreOutcome> unavailable() {
        return staged -> {
            throw new StoreUnavailableException("down", new Exception());
        };
    }

    private final class FakePause implements Pause {
        @Override
        public boolean await(Duration duration) {
            trace.add("pause " + duration.toMillis());
            return !stopping;
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }
    }

    /** Everything at once, unless the script says otherwise. */
    private final class ScriptedPacing implements Pacing {
        @Override
        public Turn next(ReadBatch remaining) {
            return turns.isEmpty() ? Turn.AT_ONCE : turns.remove();
        }

        @Override
        public void stored(int records, long storeNs) {
            paced.add(records);
        }
    }

    private final class Listener implements IngestListener {
        @Override
        public void onAttempt() {
            attempts++;
        }

        @Override
        public void onAttemptOver() {
            attempts--;
        }

        @Override
        public void onStored(StagedBatch staged, StoreOutcome outcome, long elapsedNs) {
            trace.add("stored");
        }

        @Override
        public void onFoundStored(PartitionRead read) {
            trace.add("found stored " + read.partition().partition());
        }

        @Override
        public void onLostComparison(PartitionRead read, long storedOffset) {
            trace.add("lost " + read.partition().partition() + " at " + storedOffset);
        }

        @Override
        public void onUnavailable(UnavailableException reason, int failures) {
            trace.add("unavailable " + failures);
        }

        @Override
        public void onResumed() {
            trace.add("resumed");
        }
    }
}
