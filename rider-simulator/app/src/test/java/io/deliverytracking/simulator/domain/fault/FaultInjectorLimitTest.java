package io.deliverytracking.simulator.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import org.junit.jupiter.api.Test;

/** When everybody is offline for long: what is held back must not be what the heap cannot hold. */
class FaultInjectorLimitTest {

    /** Of the heap that the demo gives the simulator; half of it is riders, records on their way and the framework. */
    private static final long ROOM_BYTES = 48 << 20;

    /** A fix, the entry that says when to release it, and its place in the queue. */
    private static final long HELD_BYTES = 120;

    @Test
    void whatIsHeldFitsAndTheRestGoesStraightThrough() {
        assertThat(FaultInjector.MAX_HELD * HELD_BYTES).isLessThan(ROOM_BYTES);
        RecordingOutlet outlet = new RecordingOutlet();
        FaultInjector faults =
                new FaultInjector(7, new FaultSettings(0, 1, 0, 1, 1, FaultSettings.MAX_DELAY_MS, 0, 0, 0, 1, 0));
        Fix fix = new Fix();
        for (int rider = 0; rider < FaultInjector.MAX_HELD + 10; rider++) {
            fix.rider = rider;
            fix.riderId = rider + 1;
            fix.intendedNs = rider;
            faults.pass(fix, outlet);
        }
        assertThat(faults.counts().held()).isEqualTo(FaultInjector.MAX_HELD);
        assertThat(faults.counts().refused()).isEqualTo(10);
        assertThat(outlet.locations).hasSize(10);
        faults.releaseAll(outlet);
        assertThat(outlet.locations).hasSize(FaultInjector.MAX_HELD + 10);
    }
}
