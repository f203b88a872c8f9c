package io.deliverytracking.simulator.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

    private static final int ACCURACY_M = 4;
    private static final long SECOND = 1_000_000_000L;
    private static final long START_MS = 1_772_000_000_000L;

    private final RecordingOutlet outlet = new RecordingOutlet();

    @Test
    void withoutFaultsEverythingGoesStraightThrough() {
        run(FaultSettings.NONE, 10, 100);
        assertThat(outlet.locations).hasSize(1_000);
        assertThat(outlet.copies).isEmpty();
        assertInOrder();
    }

    @Test
    void nothingIsLostWhateverTheFaults() {
        FaultInjector faults =
                run(new FaultSettings(0.1, 5_000, 0.1, 2_000, 0.01, 20_000, 0.2, 5_000, 0, 1, 0), 200, 300);
        Set<String> seen = new HashSet<>();
        outlet.locations.forEach(
                fix -> assertThat(seen.add(fix.riderId + "/" + fix.sequence)).isTrue());
        assertThat(seen).hasSize(200 * 300);
        assertThat(faults.counts().held()).isZero();
        assertThat(faults.counts().refused()).isZero();
    }

    @Test
    void heldBackFixesArePassedByLaterOnesAndAreAsManyAsAskedFor() {
        FaultInjector faults = run(new FaultSettings(0.05, 5_000, 0, 1, 0, 1, 0, 0, 0, 1, 0), 200, 300);
        long late = 0;
        Map<Integer, Integer> newest = new HashMap<>();
        for (Fix fix : outlet.locations) {
            if (fix.sequence < newest.merge(fix.riderId, fix.sequence, Math::max)) {
                late++;
            }
        }
        assertThat(faults.counts().outOfOrder() / 60_000.0).isCloseTo(0.05, within(0.005));
        // Held for half a second to five at one fix a second: nearly all of them are passed.
        assertThat(late / 60_000.0).isBetween(0.035, 0.05);
    }

    @Test
    void duplicatesAreTheSameFixSentAgain() {
        run(new FaultSettings(0, 1, 0.05, 2_000, 0, 1, 0, 0, 0, 1, 0), 200, 300);
        assertThat(outlet.copies.size() / 60_000.0).isCloseTo(0.05, within(0.005));
        Map<String, Fix> originals = new HashMap<>();
        outlet.locations.forEach(fix -> originals.put(fix.riderId + "/" + fix.sequence, fix));
        for (Fix copy : outlet.copies) {
            Fix original = originals.get(copy.riderId + "/" + copy.sequence);
            assertThat(copy.eventTimeMs).isEqualTo(original.eventTimeMs);
            assertThat(copy.latitudeE7).isEqualTo(original.latitudeE7);
            assertThat(outlet.all.stream()
                            .filter(fix -> fix.riderId == copy.riderId && fix.sequence == copy.sequence)
                            .count())
                    .isEqualTo(2);
            break;
        }
    }

    @Test
    void aDropOutEndsInABurstOfTheStoredFixesInOrder() {
        FaultSettings settings = new FaultSettings(0, 1, 0, 1, 0.01, 10_000, 0, 0, 0, 1, 0);
        FaultInjector faults = new FaultInjector(7, settings);
        // Rider after rider, until one drops out.
        int rider = 0;
        while (faults.counts().dropOuts() == 0) {
            faults.pass(fix(++rider, 0, 0), outlet);
        }
        int sentBefore = outlet.locations.size();
        for (int second = 1; second < 10; second++) {
            assertThat(faults.release(second * SECOND, 100, outlet)).isZero();
            faults.pass(fix(rider, second, second * SECOND), outlet);
        }
        assertThat(outlet.locations).hasSize(sentBefore);
        assertThat(faults.nextReleaseNs()).isEqualTo(10 * SECOND);
        assertThat(faults.release(10 * SECOND, 100, outlet)).isEqualTo(10);
        assertThat(outlet.locations.subList(sentBefore, sentBefore + 10).stream()
                        .map(fix -> fix.sequence))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        // Event times stay those of the fixes, the intended time of sending is the release.
        assertThat(outlet.locations.get(sentBefore + 3).eventTimeMs).isEqualTo(START_MS + 3_000);
        assertThat(outlet.locations.get(sentBefore + 3).intendedNs).isEqualTo(10 * SECOND);
        assertThat(faults.counts().stored()).isEqualTo(10);
    }

    @Test
    void dropOutsAloneKeepTheOrderOfEachRider() {
        FaultInjector faults = run(new FaultSettings(0, 1, 0, 1, 0.02, 15_000, 0, 0, 0, 1, 0), 100, 300);
        assertThat(faults.counts().dropOuts()).isGreaterThan(200);
        assertInOrder();
    }

    @Test
    void aSkewedClockIsOffForEveryFixOfItsRider() {
        run(new FaultSettings(0, 1, 0, 1, 0, 1, 0.25, 3_600_000, 0, 1, 0), 400, 10);
        Map<Integer, Set<Long>> skews = new HashMap<>();
        for (Fix fix : outlet.locations) {
            long trueMs = START_MS + fix.sequence * 1_000L;
            skews.computeIfAbsent(fix.riderId, r -> new HashSet<>()).add(fix.eventTimeMs - trueMs);
        }
        assertThat(skews.values()).allMatch(s -> s.equals(Set.of(0L)) || s.equals(Set.of(3_600_000L)));
        assertThat(skews.values().stream().filter(s -> s.contains(3_600_000L)).count() / 400.0)
                .isCloseTo(0.25, within(0.08));
    }

    @Test
    void aNoisyFixIsThrownOffByUpToSoMuchAndItsAccuracyAdmitsAPartOfIt() {
        FaultInjector faults = run(new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, 0.1, 500, 0), 200, 300);
        assertThat(outlet.locations).hasSize(60_000);
        assertInOrder();
        long noisy = 0;
        for (Fix fix : outlet.locations) {
            double north = (fix.latitudeE7 - latitudeOf(fix.riderId, fix.sequence)) / 89.932;
            double east = fix.longitudeE7 / 89.932;
            double error = Math.hypot(north, east);
            assertThat(error).isLessThanOrEqualTo(501);
            if (error > 0) {
                noisy++;
                assertThat(error).isGreaterThan(49);
                assertThat(fix.accuracyM - ACCURACY_M).isBetween((int) (0.19 * error), (int) (0.61 * error) + 1);
            } else {
                assertThat(fix.accuracyM).isEqualTo(ACCURACY_M);
            }
        }
        assertThat(faults.counts().noisy()).isEqualTo(noisy);
        assertThat(noisy / 60_000.0).isCloseTo(0.1, within(0.01));
    }

    @Test
    void aZeroFixLiesInTheGulfOfGuineaAndIsAFixLikeAnyOther() {
        FaultInjector faults = run(new FaultSettings(0, 1, 0.05, 2_000, 0, 1, 0, 0, 0.2, 500, 0.1), 200, 300);
        assertThat(outlet.locations).hasSize(60_000);
        long zero = outlet.locations.stream()
                .filter(fix -> fix.latitudeE7 == 0 && fix.longitudeE7 == 0)
                .count();
        assertThat(faults.counts().zeroFixes()).isEqualTo(zero);
        assertThat(zero / 60_000.0).isCloseTo(0.1, within(0.01));
        // Noise falls on the others.
        assertThat(faults.counts().noisy() / 60_000.0).isCloseTo(0.9 * 0.2, within(0.01));
        Map<String, Fix> originals = new HashMap<>();
        outlet.locations.forEach(fix -> originals.put(fix.riderId + "/" + fix.sequence, fix));
        assertThat(outlet.copies).isNotEmpty().allSatisfy(copy -> {
            Fix original = originals.get(copy.riderId + "/" + copy.sequence);
            assertThat(List.of(copy.latitudeE7, copy.longitudeE7, copy.accuracyM))
                    .containsExactly(original.latitudeE7, original.longitudeE7, original.accuracyM);
        });
    }

    @Test
    void nothingIsThrownOffTheGlobe() {
        FaultInjector faults = new FaultInjector(7, new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, 1, 10_000, 0));
        for (int i = 0; i < 1_000; i++) {
            Fix fix = fix(1, i, i * SECOND);
            fix.latitudeE7 = i % 2 == 0 ? 899_999_999 : -900_000_000;
            fix.longitudeE7 = i % 3 == 0 ? 1_800_000_000 : -1_799_999_999;
            faults.pass(fix, outlet);
        }
        assertThat(outlet.locations).allSatisfy(fix -> {
            assertThat(fix.latitudeE7).isBetween(-900_000_000, 900_000_000);
            assertThat(fix.longitudeE7).isBetween(-1_800_000_000, 1_800_000_000);
        });
    }

    @Test
    void onlyWhatMayOvertakeDisturbsTheOrder() {
        assertThat(new FaultSettings(0, 1, 0, 1, 0, 1, 0.5, 0, 0.5, 100, 0.5).mayDisturbOrder())
                .isFalse();
        assertThat(new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, 0, 100, 0.5).any()).isTrue();
        assertThat(new FaultSettings(0, 1, 0, 1, 0.5, 1, 0, 0, 0, 100, 0).mayDisturbOrder())
                .isTrue();
        assertThat(FaultSettings.NONE.any()).isFalse();
    }

    @Test
    void theSameSeedStrikesTheSameFixesHoweverFastTheyCome() {
        FaultSettings settings = new FaultSettings(0.05, 3_000, 0.05, 1_000, 0.005, 10_000, 0, 0, 0, 1, 0);
        run(settings, 50, 200);
        RecordingOutlet gulps = new RecordingOutlet();
        FaultInjector faults = new FaultInjector(42, settings);
        for (int second = 0; second < 200; second++) {
            for (int rider = 1; rider <= 50; rider++) {
                faults.pass(fix(rider, second, second * SECOND), gulps);
            }
            if (second % 40 == 39) {
                faults.release(second * SECOND, Integer.MAX_VALUE, gulps);
            }
        }
        faults.releaseAll(gulps);
        assertThat(keys(gulps.copies)).isEqualTo(keys(outlet.copies));
    }

    @Test
    void anotherSettingAppliesFromNowOn() {
        FaultInjector faults = new FaultInjector(1, new FaultSettings(1, 5_000, 0, 1, 0, 1, 0, 0, 0, 1, 0));
        faults.pass(fix(1, 0, 0), outlet);
        faults.change(FaultSettings.NONE);
        faults.pass(fix(1, 1, 1), outlet);
        assertThat(outlet.locations).hasSize(1);
        faults.release(5 * SECOND, 10, outlet);
        assertThat(outlet.locations.stream().map(fix -> fix.sequence)).containsExactly(1, 0);
    }

    @Test
    void releasesNoMoreAtOnceThanAllowed() {
        FaultInjector faults = new FaultInjector(1, new FaultSettings(1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0));
        for (int i = 0; i < 10; i++) {
            faults.pass(fix(i + 1, 0, 0), outlet);
        }
        assertThat(faults.release(SECOND, 4, outlet)).isEqualTo(4);
        assertThat(faults.release(SECOND, 100, outlet)).isEqualTo(6);
    }

    @Test
    void settingsOutOfRangeNameTheirField() {
        assertThatThrownBy(() -> new FaultSettings(1.1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0))
                .isInstanceOfSatisfying(
                        InvalidFaultException.class, e -> assertThat(e.field()).isEqualTo("outOfOrderRate"));
        assertThatThrownBy(() -> new FaultSettings(0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0))
                .hasMessageContaining("outOfOrderDelayMs");
        assertThatThrownBy(() -> new FaultSettings(0, 1, Double.NaN, 1, 0, 1, 0, 0, 0, 1, 0))
                .hasMessageContaining("duplicateRate");
        assertThatThrownBy(() -> new FaultSettings(0, 1, 0, 1, 0, 1, 0, 86_400_001, 0, 1, 0))
                .hasMessageContaining("clockSkewMs");
        assertThatThrownBy(() -> new FaultSettings(0, 1, 0, 1, 0, 1, 0, Long.MIN_VALUE, 0, 1, 0))
                .hasMessageContaining("clockSkewMs");
        assertThatThrownBy(() -> new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0))
                .hasMessageContaining("gpsNoiseM");
        assertThatThrownBy(() -> new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, -0.1, 1, 0))
                .hasMessageContaining("gpsNoiseRate");
        assertThatThrownBy(() -> new FaultSettings(0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 2))
                .hasMessageContaining("zeroFixRate");
    }

    private FaultInjector run(FaultSettings settings, int riders, int seconds) {
        FaultInjector faults = new FaultInjector(42, settings);
        for (int second = 0; second < seconds; second++) {
            for (int rider = 1; rider <= riders; rider++) {
                faults.release(second * SECOND, Integer.MAX_VALUE, outlet);
                faults.pass(fix(rider, second, second * SECOND), outlet);
            }
        }
        faults.releaseAll(outlet);
        return faults;
    }

    private void assertInOrder() {
        Map<Integer, Integer> next = new HashMap<>();
        for (Fix fix : outlet.locations) {
            assertThat(fix.sequence).isEqualTo(next.merge(fix.riderId, 1, Integer::sum) - 1);
        }
    }

    private static List<String> keys(List<Fix> fixes) {
        List<String> keys = new ArrayList<>();
        fixes.forEach(fix -> keys.add(fix.riderId + "/" + fix.sequence));
        keys.sort(null);
        return keys;
    }

    private static Fix fix(int riderId, int sequence, long intendedNs) {
        Fix fix = new Fix();
        fix.rider = riderId - 1;
        fix.riderId = riderId;
        fix.sequence = sequence;
        fix.intendedNs = intendedNs;
        fix.eventTimeMs = START_MS + intendedNs / 1_000_000;
        fix.latitudeE7 = latitudeOf(riderId, sequence);
        fix.accuracyM = ACCURACY_M;
        return fix;
    }

    private static int latitudeOf(int riderId, int sequence) {
        return riderId * 1_000 + sequence;
    }
}
