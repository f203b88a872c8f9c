package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import java.util.SplittableRandom;

/**
 * Riders that move as couriers do, so that their fixes pack as those of couriers do: straight on, now and then around a
 * corner, at a pace that wavers; standing at a restaurant; with the noise of the simulator's GPS. From a seed.
 *
 * <p>Threading: a rider belongs to one thread at a time; different riders may move on different threads.
 */
final class RiderMoves {
    private static final double E7_PER_M = 89.83;
    private static final double LONGITUDE_E7_PER_M = 147.6;
    private static final float NOISE_MEMORY = 0.92f;
    private static final float NOISE_M = 1.2f;

    /** Seconds on the way to a restaurant, waiting there, on the way to a customer, without an order. */
    private static final int[] LEG_S = {300, 180, 420, 200};

    private static final RiderStatus[] LEG_STATUS = {
        RiderStatus.RIDER_STATUS_TO_RESTAURANT,
        RiderStatus.RIDER_STATUS_WAITING,
        RiderStatus.RIDER_STATUS_TO_CUSTOMER,
        RiderStatus.RIDER_STATUS_IDLE
    };

    private static final int WAITING = 1;
    private static final int IDLE = 3;

    private final SplittableRandom[] random;
    private final float[] eastM;
    private final float[] northM;
    private final float[] noiseEastM;
    private final float[] noiseNorthM;
    private final short[] paceCmS;
    private final short[] headingDeg;
    private final byte[] leg;
    private final short[] legLeftS;
    private final long[] order;

    RiderMoves(int riders) {
        random = new SplittableRandom[riders];
        eastM = new float[riders];
        northM = new float[riders];
        noiseEastM = new float[riders];
        noiseNorthM = new float[riders];
        paceCmS = new short[riders];
        headingDeg = new short[riders];
        leg = new byte[riders];
        legLeftS = new short[riders];
        order = new long[riders];
        SplittableRandom seed = new SplittableRandom(1);
        for (int rider = 0; rider < riders; rider++) {
            random[rider] = seed.split();
            eastM[rider] = (float) (random[rider].nextDouble() - 0.5) * 10_000;
            northM[rider] = (float) (random[rider].nextDouble() - 0.5) * 10_000;
            headingDeg[rider] = (short) random[rider].nextInt(360);
            leg[rider] = (byte) random[rider].nextInt(LEG_S.length);
            legLeftS[rider] = (short) (1 + random[rider].nextInt(LEG_S[leg[rider]]));
            order[rider] = nextOrder(rider, 0);
        }
    }

    /** Moves a rider on by a second and takes a fix, as an event. Riders are counted from 0, their ids from 1. */
    byte[] next(int rider, int sequence, long sentMs) {
        SplittableRandom bits = random[rider];
        if (--legLeftS[rider] == 0) {
            leg[rider] = (byte) ((leg[rider] + 1) % LEG_S.length);
            legLeftS[rider] = (short) (LEG_S[leg[rider]] / 2 + bits.nextInt(LEG_S[leg[rider]]));
            order[rider] = leg[rider] == 0 ? nextOrder(rider, sequence) : order[rider];
        }
        move(rider, bits);
        noiseEastM[rider] = NOISE_MEMORY * noiseEastM[rider] + NOISE_M * bell(bits);
        noiseNorthM[rider] = NOISE_MEMORY * noiseNorthM[rider] + NOISE_M * bell(bits);
        RiderLocation.Builder fix = Events.locationBuilder(rider + 1, Events.SESSION, sequence)
                .setEventTimeMs(sentMs - bits.nextInt(20))
                .setLatitudeE7(525_200_000 + (int) ((northM[rider] + noiseNorthM[rider]) * E7_PER_M))
                .setLongitudeE7(134_050_000 + (int) ((eastM[rider] + noiseEastM[rider]) * LONGITUDE_E7_PER_M))
                .setSpeedCmS(paceCmS[rider])
                .setHeadingDeg(headingDeg[rider])
                .setAccuracyM(3 + Math.round(Math.abs(noiseEastM[rider]) + Math.abs(noiseNorthM[rider])))
                .setStatus(LEG_STATUS[leg[rider]]);
        if (leg[rider] != IDLE) {
            fix.setOrderId(order[rider]);
        }
        return LocationCodec.encode(fix.build());
    }

    private void move(int rider, SplittableRandom bits) {
        if (leg[rider] == WAITING) {
            paceCmS[rider] = 0;
            return;
        }
        paceCmS[rider] = (short) Math.min(700, Math.max(200, paceCmS[rider] + bits.nextInt(61) - 30));
        if (bits.nextInt(15) == 0) {
            headingDeg[rider] = (short) ((headingDeg[rider] + (bits.nextBoolean() ? 90 : 270)) % 360);
        }
        double heading = Math.toRadians(headingDeg[rider]);
        eastM[rider] += (float) (Math.sin(heading) * paceCmS[rider] / 100);
        northM[rider] += (float) (Math.cos(heading) * paceCmS[rider] / 100);
    }

    private static long nextOrder(int rider, int sequence) {
        return (Events.SESSION / 1000 + sequence << 22) + rider + 1;
    }

    private static float bell(SplittableRandom bits) {
        return (float) (bits.nextDouble() + bits.nextDouble() - 1);
    }
}
