package io.deliverytracking.simulator.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Generator;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayWorkloadTest {

    private static final long SECOND = 1_000_000_000L;

    private final RecordingOutlet outlet = new RecordingOutlet();
    private ReplayWorkload workload;

    @BeforeEach
    void fourFixesWithinAMinuteTenTimesAsFast() throws IOException {
        Trace trace = new TraceReader(ReplayOptions.defaults()).read(new StringReader("""
                                id,time,lat,lon
                                8,1700000060,1,1
                                5,1700000000,1,1
                                5,1700000000,1,1
                                8,1700000020,1,1
                                """), "test");
        workload = new ReplayWorkload(trace, 10, 100 * SECOND);
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
    void aFixThatIsDueAfterAllTimeIsNotDueAtOnce() throws IOException {
        Trace trace = new TraceReader(ReplayOptions.defaults()).read(new StringReader("""
                                id,time,lat,lon
                                5,1700000000,1,1
                                5,1700000020,1,1
                                """), "test");
        ReplayWorkload slow = new ReplayWorkload(trace, 1e-300, 100 * SECOND);
        assertThat(slow.intended(200 * SECOND)).isEqualTo(1);
        slow.take(new Fix(), outlet);
        assertThat(slow.nextNs()).isGreaterThan(Long.MAX_VALUE / 2).isLessThan(Workload.NEVER);
        assertThat(slow.isFinished()).isFalse();
    }
}
