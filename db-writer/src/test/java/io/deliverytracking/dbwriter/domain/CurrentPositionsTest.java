package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.CurrentPositions.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentPositionsTest {
    private static final LogPartition P0 = new LogPartition(FakeRead.LOCATIONS, 0);

    private final CurrentPositions positions = new CurrentPositions();
    private final StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);

    @Test
    void latestMeansSessionThenSequence() {
        apply(FakeRead.locations(0, 0)
                .with(Events.location(1, Events.SESSION, 9))
                .with(Events.location(1, Events.SESSION, 3))
                .with(Events.location(2, Events.SESSION, 500))
                .with(Events.location(2, Events.SESSION + 1, 0)));

        Map<Integer, String> latest = latest(positions.drain());

        assertThat(latest).containsEntry(1, Events.SESSION + "/9").containsEntry(2, (Events.SESSION + 1) + "/0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itAgreesWithAMapWhateverTheRiderIds(long seed) {
        Random random = new Random(seed);
        Map<Integer, String> expected = new HashMap<>();
        Map<Integer, Integer> sequences = new HashMap<>();
        FakeRead read = FakeRead.locations(0, 0);
        for (int i = 0; i < 20_000; i++) {
            int rider = random.nextBoolean() ? 1 + random.nextInt(3000) : 1 + random.nextInt(Integer.MAX_VALUE - 1);
            int sequence = random.nextInt(1000);
            read.with(Events.location(rider, sequence));
            if (sequence > sequences.getOrDefault(rider, -1)) {
                sequences.put(rider, sequence);
                expected.put(rider, Events.SESSION + "/" + sequence);
            }
        }

        apply(read);

        assertThat(latest(positions.drain())).isEqualTo(expected);
    }

    @Test
    void aDrainStartsAnew() {
        apply(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        positions.drain();

        assertThat(positions.drain().isEmpty()).isTrue();
    }

    /** The table is used again: what was in it must not be taken for later, nor come out once more. */
    @Test
    void whatWasDrainedOvertakesNothing() {
        FakeRead many = FakeRead.locations(0, 0);
        for (int rider = 1; rider <= 3_000; rider++) {
            many.with(Events.location(rider, 9));
        }
        apply(many);
        positions.drain();
        apply(FakeRead.locations(0, 3_000).with(Events.location(7, 2)));

        assertThat(latest(positions.drain())).containsExactly(Map.entry(7, Events.SESSION + "/2"));
    }

    @Test
    void coverageReachesTheEndOfTheReadAndNotOnlyItsLastRecord() {
        apply(FakeRead.locations(4, 10).with(Events.location(1, 1)).skipping(5));

        assertThat(positions
                        .drain()
                        .coverage()
                        .get(new LogPartition(FakeRead.LOCATIONS, 4))
                        .appliedOffset())
                .isEqualTo(16);
    }

    /** Whoever reads rows back from the floor on would otherwise read all there are. */
    @Test
    void aRecordThatIsNoRowDoesNotLowerTheFloor() {
        apply(FakeRead.locations(0, 0).with(Events.location(1, 1)).with(-1, Events.location(1, 2)));

        assertThat(positions
                        .drain()
                        .coverage()
                        .get(new LogPartition(FakeRead.LOCATIONS, 0))
                        .floorMs())
                .isEqualTo(FakeRead.SENT_MS);
    }

    @Test
    void ordersCoverNothing() {
        apply(FakeRead.orders(0, 0).with(new byte[] {1}));

        assertThat(positions.drain().coverage()).isEmpty();
    }

    @Test
    void aPartitionThatNeedsARebuildIsCoveredFromThereOn() {
        apply(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        positions.needRebuild(P0);
        apply(FakeRead.locations(0, 5).with(Events.location(2, 1)));

        Snapshot snapshot = positions.drain();

        assertThat(snapshot.coverage().get(P0))
                .satisfies(covered -> assertThat(covered.fromOffset()).isEqualTo(5))
                .satisfies(covered -> assertThat(covered.appliedOffset()).isEqualTo(6));
        assertThat(snapshot.rebuild()).containsExactly(P0);
        assertThat(snapshot.rows().size()).isEqualTo(2);
    }

    @Test
    void whatWasStoredBetweenTwoBatchesIsRebuiltWhetherOrNotThereWasADrain() {
        apply(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        apply(FakeRead.locations(0, 3).with(Events.location(1, 2)));
        assertThat(positions.drain())
                .satisfies(first -> assertThat(first.rebuild()).containsExactly(P0))
                .satisfies(first ->
                        assertThat(first.coverage().get(P0).fromOffset()).isEqualTo(3));

        apply(FakeRead.locations(0, 9).with(Events.location(1, 3)));
        assertThat(positions.drain())
                .satisfies(second -> assertThat(second.rebuild()).containsExactly(P0))
                .satisfies(second ->
                        assertThat(second.coverage().get(P0).fromOffset()).isEqualTo(9));

        apply(FakeRead.locations(0, 10).with(Events.location(1, 4)));
        assertThat(positions.drain().rebuild()).isEmpty();
    }

    @Test
    void aSnapshotGivenBackIsRebuiltFromTheDatabase() {
        LogPartition partition = new LogPartition(FakeRead.LOCATIONS, 0);
        apply(FakeRead.locations(0, 0).with(Events.location(1, 1)));

        positions.giveBack(positions.drain());

        assertThat(positions.drain().rebuild()).containsExactly(partition);
    }

    private void apply(FakeRead read) {
        staged.load(new ReadBatch(List.of(read)));
        positions.apply(staged);
    }

    private static Map<Integer, String> latest(Snapshot snapshot) {
        Map<Integer, String> latest = new HashMap<>();
        LatestRows rows = snapshot.rows();
        for (int i = 0; i < rows.size(); i++) {
            latest.put(rows.riderId()[i], rows.session()[i] + "/" + rows.sequence()[i]);
        }
        assertThat(latest).hasSize(rows.size());
        return latest;
    }
}
