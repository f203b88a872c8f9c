package io.deliverytracking.simulator.domain.fault;

import io.deliverytracking.events.Limits;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.SplitMix;

/**
 * Gives fixes wrong positions, as receivers do.
 *
 * <p>Noise throws a fix off in any direction, by between a tenth of the distance and all of it, and the accuracy admits a part of
 * that: a consumer that trusts it is wrong. A zero fix lies at (0, 0), in the Gulf of Guinea, and admits nothing.
 *
 * <p>The position stays a legal one: across a pole or the date line nothing is thrown. Deterministic, as {@link FaultInjector} is.
 *
 * <p>Threading: the generator thread.
 */
final class PositionFaults {

    private static final long NOISE = 0x6e6f697365L;
    private static final long ZERO = 0x7a65726fL;

    /** 1e-7 degrees of latitude in a metre: 1e7 / 111195.08. */
    private static final double LATITUDE_E7_PER_M = 89.932;

    /** The accuracy admits between this share of the error and three times as much. */
    private static final double LEAST_ADMITTED = 0.2;

    private final long seed;
    private long noisy;
    private long zeroFixes;

    PositionFaults(long seed) {
        this.seed = seed;
    }

    long noisy() {
        return noisy;
    }

    long zeroFixes() {
        return zeroFixes;
    }

    /** @param key names the fix: its rider and sequence */
    void falsify(Fix fix, long key, FaultSettings settings) {
        if (settings.zeroFixRate() > 0 && unit(ZERO, key) < settings.zeroFixRate()) {
            fix.latitudeE7 = 0;
            fix.longitudeE7 = 0;
            zeroFixes++;
        } else if (settings.gpsNoiseRate() > 0 && unit(NOISE, key) < settings.gpsNoiseRate()) {
            throwOff(fix, key, settings.gpsNoiseM());
            noisy++;
        }
    }

    private void throwOff(Fix fix, long key, int atMostM) {
        double distance = atMostM * (0.1 + 0.9 * unit(NOISE * 31, key));
        double direction = 2 * Math.PI * unit(NOISE * 37, key);
        double east = LATITUDE_E7_PER_M / StrictMath.cos(Math.toRadians(fix.latitudeE7 / 1e7));
        fix.latitudeE7 = within(
                Limits.MAX_LATITUDE_E7, fix.latitudeE7 + StrictMath.sin(direction) * distance * LATITUDE_E7_PER_M);
        fix.longitudeE7 =
                within(Limits.MAX_LONGITUDE_E7, fix.longitudeE7 + StrictMath.cos(direction) * distance * east);
        double admitted = distance * LEAST_ADMITTED * (1 + 2 * unit(NOISE * 41, key));
        fix.accuracyM = Math.min(Limits.MAX_ACCURACY_M, fix.accuracyM + (int) Math.round(admitted));
    }

    private static int within(int most, double value) {
        return (int) Math.round(Math.max(-most, Math.min(most, value)));
    }

    private double unit(long fault, long key) {
        return SplitMix.unit(SplitMix.bits(SplitMix.bits(key) + fault + seed));
    }
}
