package io.deliverytracking.simulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.CitySettings;
import io.deliverytracking.simulator.domain.city.Fleet;
import io.deliverytracking.simulator.domain.city.FleetWorkload;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final CityPlane PLANE = new CityPlane(0, 0, 800);

    @Test
    void aMachineThatStoodStillSendsTheSameInTheSameOrder() {
        FaultSettings faults = new FaultSettings(0.05, 2_000, 0.05, 900, 0.01, 3_000, 0.1, 5_000, 0.1, 50, 0.01);
        List<String> smoothly = texts(run(faults, 10_000_000L));
        assertThat(smoothly).hasSizeGreaterThan(3_000);
        assertThat(texts(run(faults, 7 * SECOND))).isEqualTo(smoothly);
    }

    @Test
    void whatADropOutStoredLeavesBeforeWhatCameAfterItEvenInOneGulp() {
        RecordingOutlet outlet = run(new FaultSettings(0, 1, 0, 1, 0.05, 600, 0, 0, 0, 1, 0), 20 * SECOND);
        Map<Integer, Integer> last = new HashMap<>();
        for (Fix fix : outlet.locations) {
            Integer before = last.put(fix.riderId, fix.sequence);
            assertThat(fix.sequence).isEqualTo(before == null ? 0 : before + 1);
        }
    }

    private static RecordingOutlet run(FaultSettings settings, long gulpNs) {
        RecordingOutlet outlet = new RecordingOutlet();
        Fleet fleet = new Fleet(new CitySettings(PLANE, 42, 10, 0, 0, 1), CityPlanner.plan(PLANE, 42), 50, 1, 1, 0);
        Generator generator =
                new Generator(new FleetWorkload(fleet, 1, 0, 0), outlet, new FaultInjector(42, settings), outlet);
        for (long nowNs = 0; nowNs <= 70 * SECOND; nowNs += gulpNs) {
            while (generator.run(nowNs, 100) == 100) {
                // There may be more.
            }
        }
        generator.drain();
        return outlet;
    }

    private static List<String> texts(RecordingOutlet outlet) {
        return outlet.all.stream().map(RecordingOutlet::text).toList();
    }
}
