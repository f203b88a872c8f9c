package io.deliverytracking.loadtest.application.load;

import io.deliverytracking.events.LocationEncoder;
import io.deliverytracking.events.v1.RiderStatus;

/**
 * Riders who move about a city, as columns: a fix costs some array accesses and no object but its event.
 *
 * <p>They ride at a steady speed each, turn a little at every fix, and turn back at the city's edge; every few minutes they go on to
 * the next stage of an order. Good enough for a database, which sees plausible values that differ; streets are the simulator's.
 *
 * <p>The same session gives the same rides, whatever becomes of the events.
 *
 * <p>Threading: confined to one thread. Memory: 14 bytes a rider.
 */
public final class Fleet {

    /** The middle of the city, and how far it reaches; 1e-7 degrees. */
    private static final int CENTRE_LATITUDE_E7 = 525_200_000;

    private static final int CENTRE_LONGITUDE_E7 = 134_050_000;
    private static final int REACH_LATITUDE_E7 = 1_000_000;
    private static final int REACH_LONGITUDE_E7 = 1_600_000;

    /** A degree of latitude is 111.32 km everywhere; one of longitude is shorter by the cosine of the latitude. */
    private static final double E7_PER_CM_NORTH = 1e7 / 11_132_000;

    private static final double E7_PER_CM_EAST = E7_PER_CM_NORTH / Math.cos(Math.toRadians(CENTRE_LATITUDE_E7 / 1e7));

    /** Few riders a second for many riders means that each is heard of rarely: nobody rides straight on for longer than this. */
    private static final double MAX_STRETCH_S = 60;

    private static final int DEGREES = 360;
    private static final int MIN_SPEED_CM_S = 300;
    private static final int SPEEDS_CM_S = 400;
    private static final int MAX_TURN_DEG = 15;
    private static final int MIN_ACCURACY_M = 3;
    private static final int ACCURACIES_M = 12;

    /** Stages of an order, and how many fixes each takes. */
    private static final int STAGES = 4;

    private static final int FIXES_A_STAGE = 200;

    private static final double[] NORTH = new double[DEGREES];
    private static final double[] EAST = new double[DEGREES];

    static {
        for (int degree = 0; degree < DEGREES; degree++) {
            NORTH[degree] = Math.cos(Math.toRadians(degree)) * E7_PER_CM_NORTH;
            EAST[degree] = Math.sin(Math.toRadians(degree)) * E7_PER_CM_EAST;
        }
    }

    private final long session;
    private final int[] latitudeE7;
    private final int[] longitudeE7;
    private final short[] headingDeg;
    private final int[] sequence;
    private final LocationEncoder encoder = new LocationEncoder();
    private long random;

    public Fleet(int riders, long session) {
        this.session = session;
        random = session;
        latitudeE7 = new int[riders];
        longitudeE7 = new int[riders];
        headingDeg = new short[riders];
        sequence = new int[riders];
        for (int slot = 0; slot < riders; slot++) {
            latitudeE7[slot] = CENTRE_LATITUDE_E7 + below(2 * REACH_LATITUDE_E7) - REACH_LATITUDE_E7;
            longitudeE7[slot] = CENTRE_LONGITUDE_E7 + below(2 * REACH_LONGITUDE_E7) - REACH_LONGITUDE_E7;
            headingDeg[slot] = (short) below(DEGREES);
        }
    }

    public int size() {
        return latitudeE7.length;
    }

    /** Rider ids begin at 1. */
    public static int riderId(int slot) {
        return slot + 1;
    }

    /** The number of the rider's next event. */
    public int nextSequence(int slot) {
        return sequence[slot];
    }

    /** The rider's next event was taken in: the one after it has another number. */
    public void taken(int slot) {
        sequence[slot]++;
    }

    /** Lets the rider go on for some seconds, and makes an event of where that leads to. */
    public Event ride(
            int slot, double seconds, long number, long dueNs, boolean measured, long eventTimeMs, long recordTimeMs) {
        int speed = MIN_SPEED_CM_S + slot % SPEEDS_CM_S;
        int heading = turn(slot);
        double cm = speed * Math.min(seconds, MAX_STRETCH_S);
        latitudeE7[slot] += (int) (cm * NORTH[heading]);
        longitudeE7[slot] += (int) (cm * EAST[heading]);
        int accuracy = MIN_ACCURACY_M + below(ACCURACIES_M);
        int stage = (slot + sequence[slot] / FIXES_A_STAGE) % STAGES;
        int status = stage + RiderStatus.RIDER_STATUS_IDLE_VALUE;
        long orderId = status == RiderStatus.RIDER_STATUS_IDLE_VALUE ? 0 : orderId(slot);
        byte[] encoded = encoder.encode(
                riderId(slot),
                session,
                sequence[slot],
                orderId,
                eventTimeMs,
                latitudeE7[slot],
                longitudeE7[slot],
                speed,
                heading,
                accuracy,
                status);
        return new Event(
                slot,
                number,
                dueNs,
                measured,
                recordTimeMs,
                eventTimeMs,
                session,
                orderId,
                riderId(slot),
                sequence[slot],
                latitudeE7[slot],
                longitudeE7[slot],
                (short) speed,
                (short) heading,
                (short) accuracy,
                (short) status,
                encoded);
    }

    private int turn(int slot) {
        int heading = headingDeg[slot] + below(2 * MAX_TURN_DEG + 1) - MAX_TURN_DEG;
        if (Math.abs(latitudeE7[slot] - CENTRE_LATITUDE_E7) > REACH_LATITUDE_E7
                || Math.abs(longitudeE7[slot] - CENTRE_LONGITUDE_E7) > REACH_LONGITUDE_E7) {
            heading = towardsCentre(slot);
        }
        int turned = Math.floorMod(heading, DEGREES);
        headingDeg[slot] = (short) turned;
        return turned;
    }

    private int towardsCentre(int slot) {
        double north = CENTRE_LATITUDE_E7 - latitudeE7[slot];
        double east = CENTRE_LONGITUDE_E7 - longitudeE7[slot];
        return (int) Math.toDegrees(Math.atan2(east, north));
    }

    /** Each round of the stages is another order; unique among the riders, and small enough for JavaScript. */
    private long orderId(int slot) {
        long round = (slot + sequence[slot] / FIXES_A_STAGE) / STAGES;
        return (round + 1) * size() + slot;
    }

    /** SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014). */
    private int below(int bound) {
        random += 0x9e3779b97f4a7c15L;
        long z = (random ^ random >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return (int) (((z ^ z >>> 31) >>> 32) * bound >>> 32);
    }
}
