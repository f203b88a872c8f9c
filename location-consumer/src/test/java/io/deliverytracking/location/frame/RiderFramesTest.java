package io.deliverytracking.location.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.FleetImage;
import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.deliverytracking.location.domain.RiderPosition;
import io.deliverytracking.location.domain.RiderStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiderFramesTest {

    private static final int AGE_MS = 250;

    /** A step of the coordinates is one unit, so that x is the longitude. */
    private static final GeoBox BOX = new GeoBox(0, 0, 65_535, 65_535);

    private static final int OUTSIDE = 70_000;

    private final LiveMap map =
            new LiveMap(100_000, new Retention(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(1)));
    private final FleetImage image = new FleetImage();
    private final FrameWriter writer = new FrameWriter(100_000, 1);
    private final AgeTally ages = new AgeTally();
    private final Map<Integer, Integer> sequences = new HashMap<>();
    private long nowMs = 1_000_000;

    @Test
    void theFirstFrameIsASnapshotOfTheBoxInTheOrderOfIds() {
        move(900, 1, 2).move(7, 65_535, 0).move(5_000_000, 0, 65_535).move(8, OUTSIDE, 0);
        DecodedFrame frame = next(frames(10));
        assertThat(frame.type()).isEqualTo(FrameWriter.SNAPSHOT);
        assertThat(frame.number()).isZero();
        assertThat(frame.subscription()).isEqualTo(77);
        assertThat(frame.ridersInBox()).isEqualTo(3);
        assertThat(frame.flags()).isZero();
        assertThat(frame.atMs()).isEqualTo(nowMs);
        assertThat(frame.eastE7()).isEqualTo(65_535);
        assertThat(frame.riders().keySet()).containsExactly(7, 900, 5_000_000);
        assertThat(frame.riders().get(900)).isEqualTo(new DecodedFrame.Position(1, 2, 4, 5, AGE_MS));
        assertThat(frame.removed()).isEmpty();
    }

    @Test
    void aDeltaHoldsWhatChangedAndNothingElse() {
        move(1, 10, 10).move(2, 20, 20).move(3, 30, 30).move(4, OUTSIDE, 0);
        RiderFrames frames = frames(10);
        next(frames);
        move(2, 21, 20).move(3, OUTSIDE, 0).move(4, 40, 40).move(5, 50, 50);
        DecodedFrame delta = next(frames);
        assertThat(delta.type()).isEqualTo(FrameWriter.DELTA);
        assertThat(delta.number()).isEqualTo(1);
        assertThat(delta.riders().keySet()).containsExactly(2, 4, 5);
        assertThat(delta.removed()).containsExactly(3);
        assertThat(delta.ridersInBox()).isEqualTo(4);
        DecodedFrame rest = next(frames);
        assertThat(rest.riders()).isEmpty();
        assertThat(rest.removed()).isEmpty();
        assertThat(rest.ridersInBox()).isEqualTo(4);
    }

    @Test
    void aRiderAtRestThatReportsIsAChange() {
        move(1, 10, 10);
        RiderFrames frames = frames(10);
        next(frames);
        move(1, 10, 10);
        assertThat(next(frames).riders()).containsOnlyKeys(1);
    }

    @Test
    void conflatedAreTheFixesOfAShownRiderThatALaterOneReplaced() {
        move(1, 10, 10).move(1, 11, 10).move(2, 20, 20).move(3, OUTSIDE, 0);
        RiderFrames frames = frames(10);
        assertThat(next(frames).conflated())
                .as("what came before the first frame was never due")
                .isZero();
        move(1, 12, 10).move(1, 13, 10).move(1, 14, 10).move(2, 21, 20);
        assertThat(next(frames).conflated()).as("two of rider 1").isEqualTo(2);
        move(3, OUTSIDE, 1).move(3, 30, 30);
        assertThat(next(frames).conflated()).as("who comes in missed nothing").isZero();
        move(2, 22, 20).move(2, OUTSIDE, 0);
        assertThat(next(frames).conflated())
                .as("who leaves has no position to be replaced")
                .isZero();
        late(1);
        assertThat(next(frames).conflated()).as("a late fix was never due").isZero();
    }

    @Test
    void whatIsShownAndWhatIsConflatedAddUpToAllFixesWhileNobodyLeaves() {
        Random random = new Random(1);
        for (int rider = 1; rider <= 100; rider++) {
            move(rider, 0, 0);
        }
        RiderFrames frames = frames(1_000);
        long shown = next(frames).riders().size();
        long conflated = 0;
        for (int fix = 1; fix <= 20_000; fix++) {
            move(1 + random.nextInt(100), random.nextInt(65_536), 0);
            if (random.nextInt(500) == 0 || fix == 20_000) {
                DecodedFrame frame = next(frames);
                shown += frame.riders().size();
                conflated += frame.conflated();
            }
        }
        assertThat(shown + conflated).isEqualTo(20_100);
        assertThat(conflated).isPositive();
    }

    @Test
    void ofMoreThanTheLimitThoseWithTheSmallestIdsAreShown() {
        move(3, 1, 1).move(1, 1, 1).move(2, 1, 1);
        RiderFrames frames = frames(2);
        DecodedFrame first = next(frames);
        assertThat(first.flags()).isEqualTo(FrameWriter.LIMITED);
        assertThat(first.riders()).containsOnlyKeys(1, 2);
        assertThat(first.ridersInBox()).isEqualTo(3);
        move(1, OUTSIDE, 0);
        DecodedFrame second = next(frames);
        assertThat(second.flags()).isZero();
        assertThat(second.riders()).containsOnlyKeys(3);
        assertThat(second.removed()).containsExactly(1);
    }

    @Test
    void aRiderThatTheMapForgetsIsRemovedAndMayComeBack() {
        move(1, 10, 10).move(2, 20, 20);
        RiderFrames frames = frames(10);
        next(frames);
        nowMs += 2_000;
        move(2, 21, 20);
        map.evictSilent(nowMs);
        // The slot of rider 1 goes to another one before anybody has looked.
        move(3, 30, 30);
        DecodedFrame delta = next(frames);
        assertThat(delta.removed()).containsExactly(1);
        assertThat(delta.riders()).containsOnlyKeys(2, 3);
        move(1, 11, 10);
        DecodedFrame back = next(frames);
        assertThat(back.riders()).containsOnlyKeys(1);
        assertThat(back.removed()).isEmpty();
    }

    @Test
    void aRiderThatIsForgottenWhileNobodyMovesIsRemoved() {
        move(1, 10, 10);
        RiderFrames frames = frames(10);
        nowMs += 2_000;
        move(2, 20, 20);
        next(frames);
        map.evictSilent(nowMs);
        assertThat(next(frames).removed()).containsExactly(1);
    }

    @Test
    void aRiderThatLeftAndCameBackBetweenTwoFramesIsMovedAndNotRemoved() {
        move(1, 10, 10).move(2, 20, 20);
        RiderFrames frames = frames(10);
        next(frames);
        nowMs += 2_000;
        move(9, 90, 90);
        map.evictSilent(nowMs);
        // In each other's slots.
        move(1, 11, 10).move(2, 21, 20);
        DecodedFrame delta = next(frames);
        assertThat(delta.removed()).isEmpty();
        assertThat(delta.riders()).containsOnlyKeys(1, 2, 9);
    }

    @Test
    void whenMostRidersHaveLeftAClientGetsASnapshotAgain() {
        for (int rider = 1; rider <= 2_000; rider++) {
            move(rider, rider, rider);
        }
        RiderFrames frames = frames(10_000);
        next(frames);
        nowMs += 2_000;
        move(5_000, 50, 50);
        map.evictSilent(nowMs);
        DecodedFrame delta = next(frames);
        assertThat(delta.type()).isEqualTo(FrameWriter.DELTA);
        assertThat(delta.removed()).hasSize(2_000);
        move(6_000, 60, 60);
        DecodedFrame snapshot = next(frames);
        assertThat(snapshot.type()).isEqualTo(FrameWriter.SNAPSHOT);
        assertThat(snapshot.number()).isEqualTo(2);
        assertThat(snapshot.riders()).containsOnlyKeys(5_000, 6_000);
    }

    @Test
    void ridersThatLeaveAndComeBackAgainAndAgainAreNoReasonForASnapshot() {
        RiderFrames frames = frames(10_000);
        for (int round = 0; round < 3; round++) {
            for (int rider = 1; rider <= 600; rider++) {
                move(rider, rider, rider);
            }
            DecodedFrame frame = next(frames);
            assertThat(frame.type()).isEqualTo(round == 0 ? FrameWriter.SNAPSHOT : FrameWriter.DELTA);
            assertThat(frame.riders()).hasSizeGreaterThanOrEqualTo(600);
            nowMs += 2_000;
            move(5_000, 50, 50);
            map.evictSilent(nowMs);
            assertThat(next(frames).removed()).hasSize(600);
        }
    }

    @Test
    void whenMoreRidersHaveComeThanThereWereAClientGetsASnapshotAgain() {
        move(1, 10, 10);
        RiderFrames frames = frames(10_000);
        next(frames);
        for (int rider = 2; rider <= 2_000; rider++) {
            move(rider, rider, rider);
        }
        DecodedFrame delta = next(frames);
        assertThat(delta.type()).isEqualTo(FrameWriter.DELTA);
        assertThat(delta.riders()).hasSize(1_999);
        move(3, 5, 5);
        DecodedFrame snapshot = next(frames);
        assertThat(snapshot.type()).isEqualTo(FrameWriter.SNAPSHOT);
        assertThat(snapshot.riders()).hasSize(2_000);
        move(3, 6, 6);
        DecodedFrame another = next(frames);
        assertThat(another.type()).isEqualTo(FrameWriter.DELTA);
        assertThat(another.riders()).containsOnlyKeys(3);
    }

    @Test
    void anAgeIsCountedFromEventTimeAndNeverBelowZero() {
        fix(1, 10, 10, nowMs - 12_345);
        fix(2, 20, 20, nowMs + 60_000);
        fix(3, 30, 30, 0);
        DecodedFrame frame = next(frames(10));
        assertThat(frame.riders().get(1).ageMs()).isEqualTo(12_340);
        assertThat(frame.riders().get(2).ageMs()).isZero();
        assertThat(frame.riders().get(3).ageMs()).isEqualTo(1_000_000);
        Map<Long, Integer> counted = new TreeMap<>();
        ages.drain(counted::put);
        assertThat(counted).isEqualTo(Map.of(0L, 1, 12_340L, 1, 40_950L, 1));
        ages.drain((age, count) -> counted.clear());
        assertThat(counted).as("drained once").hasSize(3);
    }

    @Test
    void theOldestAgeIsTheLargestThatThreeBytesHold() {
        nowMs = 1_700_000_000_000L;
        fix(1, 10, 10, 0);
        assertThat(next(frames(10)).riders().get(1).ageMs()).isEqualTo(FrameWriter.MAX_AGE_STEPS * 10);
    }

    @Test
    void aBoxAtTheAntimeridianTakesBothOfItsNames() {
        move(1, 1_800_000_000, 0).move(2, -1_800_000_000, 0).move(3, 1_799_000_000, 0);
        GeoBox west = new GeoBox(0, 1_799_000_000, 10, 1_800_000_000);
        DecodedFrame frame = next(new RiderFrames(1, west, 10, ages));
        assertThat(frame.riders().get(1).x()).isEqualTo(65_535);
        assertThat(frame.riders().get(2).x()).isEqualTo(65_535);
        assertThat(frame.riders().get(3).x()).isZero();
        GeoBox east = new GeoBox(0, -1_800_000_000, 10, -1_799_000_000);
        DecodedFrame other = next(new RiderFrames(1, east, 10, ages));
        assertThat(other.riders().get(1).x()).isZero();
        assertThat(other.riders().get(2).x()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoAppliesAllFramesKnowsWhatTheMapKnows(long seed) {
        Random random = new Random(seed);
        RiderFrames frames = frames(10_000);
        Map<Integer, DecodedFrame.Position> client = new TreeMap<>();
        for (int round = 0; round < 60; round++) {
            nowMs += random.nextInt(400);
            for (int i = random.nextInt(120); i > 0; i--) {
                int rider = 1 + random.nextInt(round < 30 ? 50 : 400);
                move(rider, random.nextInt(80_000), random.nextInt(65_536));
            }
            if (random.nextInt(5) == 0) {
                map.evictSilent(nowMs);
            }
            if (random.nextInt(3) > 0) {
                DecodedFrame frame = next(frames);
                if (frame.type() == FrameWriter.SNAPSHOT) {
                    client.clear();
                }
                client.putAll(frame.riders());
                assertThat(client.keySet()).containsAll(frame.removed());
                client.keySet().removeAll(frame.removed());
                assertThat(positions(client)).isEqualTo(truth());
                assertThat(frame.ridersInBox()).isEqualTo(client.size());
            }
        }
    }

    private Map<Integer, String> truth() {
        Map<Integer, String> truth = new TreeMap<>();
        for (RiderPosition rider : map.ridersIn(BOX, 10_000).riders()) {
            truth.put(rider.riderId(), rider.longitudeE7() + " " + rider.latitudeE7());
        }
        return truth;
    }

    private static Map<Integer, String> positions(Map<Integer, DecodedFrame.Position> client) {
        Map<Integer, String> positions = new TreeMap<>();
        client.forEach((rider, position) -> positions.put(rider, position.x() + " " + position.y()));
        return positions;
    }

    private RiderFrames frames(int limit) {
        return new RiderFrames(77, BOX, limit, ages);
    }

    private DecodedFrame next(RiderFrames frames) {
        map.refresh(image, nowMs);
        return DecodedFrame.of(frames.next(image, writer).bytes());
    }

    private RiderFramesTest move(int rider, int x, int y) {
        return fix(rider, x, y, nowMs - AGE_MS);
    }

    private RiderFramesTest fix(int rider, int x, int y, long eventTimeMs) {
        return fix(rider, sequences.merge(rider, 1, Integer::sum), x, y, eventTimeMs);
    }

    private void late(int rider) {
        fix(rider, 0, 1, 1, nowMs);
    }

    private RiderFramesTest fix(int rider, int sequence, int x, int y, long eventTimeMs) {
        FixBatch batch = new FixBatch(1);
        batch.next(rider, 1, sequence, nowMs).at(y, x, eventTimeMs).moving(500, 90, 5, RiderStatus.TO_CUSTOMER);
        map.accept(batch);
        return this;
    }
}
