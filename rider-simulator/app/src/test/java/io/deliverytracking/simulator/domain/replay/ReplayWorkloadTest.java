package io.deliverytracking.simulator.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Generator;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWorkloadTest {

    private static final long SECOND = 1_000_000_000L;

    private final RecordingOutlet outlet = new RecordingOutlet();
    private ReplayWorkload workload;

    @BeforeEach
    void fourFixesWithinAMinuteTenTimesAsFast() {
        workload = workload(ReplaySettings.once(10));
    }

    @Test
    void fixesComeAtTheirPaceAndKeepTheirEventTimes() {
        Generator generator = new Generator(workload, outlet, new FaultInjector(1, FaultSettings.NONE), outlet);
        assertThat(generator.run(100 * SECOND, 10)).isEqualTo(2);
        assertThat(generator.run(101 * SECOND, 10)).isZero();
        assertThat(generator.nextNs()).isEqualTo(102 * SECOND);
        assertThat(workload.isFinished()).isFalse();
        assertThat(generator.run(106 * SECOND, 10)).isEqualTo(2);
        assertThat(workload.isFinished()).isTrue();
        assertThat(workload.nextNs()).isEqualTo(Workload.NEVER);
        assertThat(outlet.locations.stream().map(f -> f.riderId + "/" + f.sequence + "@" + f.eventTimeMs))
                .containsExactly("5/0@1700000000000", "5/1@1700000000000", "8/0@1700000020000", "8/1@1700000060000");
    }

    @Test
    void intendedCountsWhatIsDueWhetherTakenOrNot() {
        assertThat(workload.intended(99 * SECOND)).isZero();
        assertThat(workload.intended(100 * SECOND)).isEqualTo(2);
        assertThat(workload.intended(200 * SECOND)).isEqualTo(4);
        workload.take(new Fix(), outlet);
        assertThat(workload.intended(200 * SECOND)).isEqualTo(4);
    }

    @Test
    void aPauseShiftsWhatIsNotDueYet() {
        workload.pause(101 * SECOND);
        assertThat(workload.intended(500 * SECOND)).isEqualTo(2);
        workload.take(new Fix(), outlet);
        workload.take(new Fix(), outlet);
        assertThat(workload.nextNs()).isEqualTo(Workload.NEVER);
        assertThat(workload.isFinished()).isFalse();
        workload.resume(201 * SECOND);
        assertThat(workload.nextNs()).isEqualTo(202 * SECOND);
    }

    @Test
    void anEarlierEndCutsTheTrace() {
        workload.endAt(102 * SECOND);
        assertThat(workload.intended(500 * SECOND)).isEqualTo(2);
        workload.take(new Fix(), outlet);
        workload.take(new Fix(), outlet);
        assertThat(workload.isFinished()).isTrue();
    }

    @Test
    void aFixThatIsDueAfterAllTimeIsNotDueAtOnce() {
        ReplayWorkload slow = workload(ReplaySettings.once(1e-300));
        assertThat(slow.intended(200 * SECOND)).isEqualTo(2);
        slow.take(new Fix(), outlet);
        slow.take(new Fix(), outlet);
        assertThat(slow.nextNs()).isGreaterThan(Long.MAX_VALUE / 2).isLessThan(Workload.NEVER);
        assertThat(slow.isFinished()).isFalse();
    }

    @Test
    void inALoopSequencesCountOnAndTimeGoesOn() {
        workload = workload(new ReplaySettings(10, true, OptionalInt.empty(), 1, 100));
        Generator generator = new Generator(workload, outlet, new FaultInjector(1, FaultSettings.NONE), outlet);
        // The usual interval is 40 s, so a round takes 100 s of the trace and 10 s of ours.
        assertThat(generator.run(126 * SECOND, 100)).isEqualTo(12);
        assertThat(generator.nextNs()).isEqualTo(130 * SECOND);
        assertThat(workload.isFinished()).isFalse();
        assertThat(outlet.locations.stream()
                        .skip(4)
                        .limit(5)
                        .map(f -> f.riderId + "/" + f.sequence + "@" + (f.eventTimeMs - 1_700_000_000_000L)))
                .containsExactly("5/2@100000", "5/3@100000", "8/2@120000", "8/3@160000", "5/4@200000");
        workload.endAt(131 * SECOND);
        assertThat(generator.run(500 * SECOND, 100)).isEqualTo(2);
        assertThat(workload.isFinished()).isTrue();
    }

    @Test
    void betweenTwoFixesTheClockGoesOnAndSaysWhenTheNextComes() {
        Generator generator = new Generator(workload, outlet, new FaultInjector(1, FaultSettings.NONE), outlet);
        generator.run(104 * SECOND, 100);
        ReplayWorkload.Position position = workload.positionAt(104 * SECOND);
        assertThat(position.clockMs()).isEqualTo(1_700_000_040_000L);
        assertThat(position.share()).isEqualTo(2 / 3.0);
        assertThat(position.nextFixInMs()).isEqualTo(2_000);
        generator.run(200 * SECOND, 100);
        position = workload.positionAt(200 * SECOND);
        assertThat(position.clockMs()).isEqualTo(1_700_000_060_000L);
        assertThat(position.share()).isEqualTo(1);
        assertThat(position.nextFixInMs()).isEqualTo(-1);
        assertThat(workload.positionAt(99 * SECOND).clockMs()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void inALoopTheClockCountsRounds() {
        workload = workload(new ReplaySettings(10, true, OptionalInt.empty(), 1, 100));
        ReplayWorkload.Position position = workload.positionAt(125 * SECOND);
        assertThat(position.round()).isEqualTo(2);
        assertThat(position.share()).isEqualTo(0.5);
        assertThat(position.clockMs()).isEqualTo(1_700_000_250_000L);
        assertThat(position.nextFixInMs()).as("late is due now").isZero();
    }

    /** Whatever the settings, and however late: intended is what a generator that is never late would have taken. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void intendedAgreesWithWhatIsTaken(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 30; run++) {
            ReplaySettings settings = new ReplaySettings(
                    Math.exp(random.nextDouble(-3, 12)),
                    random.nextBoolean(),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 30)),
                    random.nextInt(1, 10),
                    100);
            ReplayWorkload prompt = workload(settings);
            ReplayWorkload late = workload(settings);
            long periodNs = (long) (100e9 / settings.speedUp());
            long nowNs = 100 * SECOND + random.nextLong(4 * periodNs + 1);
            long endNs = random.nextBoolean() ? Workload.NEVER : 100 * SECOND + random.nextLong(4 * periodNs + 1);
            prompt.endAt(endNs);
            late.endAt(endNs);
            for (int i = random.nextInt(20); i > 0 && late.nextNs() <= nowNs; i--) {
                late.take(new Fix(), outlet);
            }
            long before = Long.MIN_VALUE;
            Fix fix = new Fix();
            while (prompt.nextNs() <= nowNs) {
                prompt.take(fix, outlet);
                assertThat(fix.intendedNs).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(nowNs);
                before = fix.intendedNs;
            }
            assertThat(prompt.intended(nowNs)).isEqualTo(prompt.taken());
            assertThat(late.intended(nowNs)).as("%s at %d", settings, nowNs).isEqualTo(prompt.taken());
        }
    }

    private static ReplayWorkload workload(ReplaySettings settings) {
        return new ReplayWorkload(Replay.of(Traces.of("""
                id,time,lat,lon
                8,1700000060,1,1
                5,1700000000,1,1
                5,1700000000,1,1
                8,1700000020,1,1
                """), settings, 1_000), 100 * SECOND);
    }
}
