package io.deliverytracking.simulator.domain.fault;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.fault.HeldFixes.Held;
import java.util.Arrays;

/**
 * Stands between the numbered fixes and the outlet and does what phones and networks do.
 *
 * <ul>
 *   <li>Out of order: the fix is held back for a while and passed by later fixes of its rider.
 *   <li>Drop-out: the rider's fixes are stored until the network is back, then sent in one burst, in order.
 *   <li>Duplicate: the fix is sent, and a little later sent again with the same sequence.
 *   <li>Clock skew: every event time of the rider is off by the same amount.
 *   <li>GPS noise and zero fixes: the position is wrong, see {@link PositionFaults}.
 * </ul>
 *
 * <p>Invariant: every fix that comes in goes out exactly once, copies aside; faults delay and falsify, they lose nothing. A copy is
 * falsified as its original was.
 *
 * <p>Determinism: whether a fault strikes is a hash of seed, rider and sequence, so it does not depend on when or how
 * fast events were generated.
 *
 * <p>Bounds: at most {@link #MAX_HELD} fixes are held; beyond that fixes go straight through, and are counted.
 *
 * <p>Latency of a delayed fix counts from its release: the delay is the fault's, not the broker's.
 *
 * <p>Threading: the generator thread.
 */
public final class FaultInjector {

    /** 36 MB at 120 bytes each: a fifth of the heap that the demo gives to 100,000 riders. */
    public static final int MAX_HELD = 300_000;

    private static final long OUT_OF_ORDER = 0x6f75746f66L;
    private static final long DUPLICATE = 0x6475706cL;
    private static final long DROP_OUT = 0x64726f70L;
    private static final long CLOCK_SKEW = 0x736b6577L;

    private final long seed;
    private final HeldFixes held = new HeldFixes();
    private final PositionFaults positions;

    /** Per rider: when its network comes back, 0 while it has one. */
    private long[] offlineUntilNs = {};

    private FaultSettings settings;
    private boolean any;
    private long outOfOrder;
    private long duplicates;
    private long dropOuts;
    private long stored;
    private long skewed;
    private long refused;

    public FaultInjector(long seed, FaultSettings settings) {
        this.seed = SplitMix.bits(seed);
        this.positions = new PositionFaults(this.seed);
        this.settings = settings;
        this.any = settings.any();
    }

    public FaultSettings settings() {
        return settings;
    }

    /** Applies to fixes from now on; what is held back stays held until its time. */
    public void change(FaultSettings newSettings) {
        settings = newSettings;
        any = newSettings.any();
    }

    public FaultCounts counts() {
        return new FaultCounts(
                outOfOrder,
                duplicates,
                dropOuts,
                stored,
                skewed,
                positions.noisy(),
                positions.zeroFixes(),
                held.size(),
                refused);
    }

    /** Sends the fix, or holds it back. */
    public void pass(Fix fix, Outlet outlet) {
        if (!any && held.size() == 0) {
            outlet.location(fix);
            return;
        }
        if (strikes(CLOCK_SKEW, fix.riderId, settings.clockSkewShare())) {
            fix.eventTimeMs = Math.max(1, fix.eventTimeMs + settings.clockSkewMs());
            skewed++;
        }
        long key = (long) fix.riderId << 32 | fix.sequence;
        positions.falsify(fix, key, settings);
        if (isOffline(fix, key)) {
            stored++;
            held.add(fix, offlineUntilNs[fix.rider], false);
        } else if (strikes(OUT_OF_ORDER, key, settings.outOfOrderRate()) && mayHold()) {
            outOfOrder++;
            long longest = settings.outOfOrderDelayMs() * 1_000_000;
            held.add(fix, fix.intendedNs + longest / 10 + delay(OUT_OF_ORDER, key, longest - longest / 10), false);
        } else {
            send(fix, outlet);
        }
    }

    /** Sends what was held back until {@code nowNs}, at most {@code max}; returns how many. */
    public int release(long nowNs, int max, Outlet outlet) {
        int released = 0;
        while (released < max && held.nextNs() <= nowNs) {
            release(outlet);
            released++;
        }
        return released;
    }

    /** Sends everything held back, in the order of release times. */
    public void releaseAll(Outlet outlet) {
        while (held.size() > 0) {
            release(outlet);
        }
    }

    /** When the next held-back fix is to be released. */
    public long nextReleaseNs() {
        return held.nextNs();
    }

    private void release(Outlet outlet) {
        Held next = held.take();
        Fix fix = next.fix();
        fix.intendedNs = next.releaseNs();
        if (next.copy()) {
            duplicates++;
            outlet.copy(fix);
        } else {
            send(fix, outlet);
        }
    }

    private void send(Fix fix, Outlet outlet) {
        outlet.location(fix);
        long key = (long) fix.riderId << 32 | fix.sequence;
        if (strikes(DUPLICATE, key, settings.duplicateRate()) && mayHold()) {
            held.add(fix, fix.intendedNs + delay(DUPLICATE, key, settings.duplicateDelayMs() * 1_000_000), true);
        }
    }

    private boolean isOffline(Fix fix, long key) {
        if (fix.rider < offlineUntilNs.length && offlineUntilNs[fix.rider] != 0) {
            if (fix.intendedNs < offlineUntilNs[fix.rider]) {
                // Without room it goes straight through and overtakes its stored fixes.
                return mayHold();
            }
            offlineUntilNs[fix.rider] = 0;
        }
        if (strikes(DROP_OUT, key, settings.dropOutRate()) && mayHold()) {
            if (fix.rider >= offlineUntilNs.length) {
                offlineUntilNs = Arrays.copyOf(offlineUntilNs, Math.max(fix.rider + 1, offlineUntilNs.length * 2));
            }
            dropOuts++;
            offlineUntilNs[fix.rider] = fix.intendedNs + settings.dropOutDurationMs() * 1_000_000;
            return true;
        }
        return false;
    }

    private boolean mayHold() {
        if (held.size() >= MAX_HELD) {
            refused++;
            return false;
        }
        return true;
    }

    private boolean strikes(long fault, long key, double rate) {
        return rate > 0 && SplitMix.unit(SplitMix.bits(SplitMix.bits(key) + fault + seed)) < rate;
    }

    private long delay(long fault, long key, long longest) {
        return (long) (SplitMix.unit(SplitMix.bits(SplitMix.bits(key) + fault * 31 + seed)) * longest);
    }
}
