package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.city.street.Router;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.Arrays;

/**
 * How riders get from where they are to where they want to be: along the streets, one after the other.
 *
 * <pre>
 *   way[rider]:  street, street, street, ...    found by the router when the rider sets out
 *                        ^ at[rider]            of this one direction, length and limits are kept here,
 *                          along[rider] metres  so a step touches the network only at junctions
 * </pre>
 *
 * <p>A rider is at rest or under way to one place. It speeds up after a stop, slows down for a bend, a turn, a narrower street and its
 * goal, and now and then waits at a junction of great streets.
 *
 * <p>Invariant: a rider is on a street, and never faster than the {@link StreetClass} allows, times its pace, times the traffic.
 *
 * <p>State per rider in arrays by index; about 90 bytes, and 4 for each street of its way. A step costs some 20 ns and allocates
 * nothing; setting out costs a search.
 *
 * <p>Threading: the generator thread. Units: metres east (x) and north (y) of the centre, metres a second, seconds.
 */
final class StreetMovement {

    private static final float ACCELERATION = 1.2f;
    private static final float BRAKING = 1.8f;

    /** A rider that is almost there still arrives. */
    private static final float CRAWL_SPEED = 0.5f;

    /** Around a corner of a right angle; a bend lets through more, a turn on the spot less. */
    private static final float CORNER_SPEED = 2.8f;

    private static final float SPEED_PER_COSINE = 4.5f;

    /** Cosine of a bend that nobody slows down for: 18 degrees. */
    private static final float STRAIGHT_ON = 0.95f;

    private static final double RED_LIGHTS = 0.3;
    private static final float SHORTEST_RED = 4;
    private static final float RED_SPREAD = 26;

    private static final int[] NO_WAY = {};

    private final StreetNetwork streets;
    private final Router router;

    /** Share of the speed limit that traffic leaves, by class. */
    private final float[] traffic = new float[StreetClass.values().length];

    private int[][] way = {};
    private int[] at = {};
    private float[] goalAlong = {};
    private float[] pace = {};
    private long[] luck = {};

    // Of the street at hand.
    private int[] street = {};
    private float[] along = {};
    private float[] end = {};
    private float[] startX = {};
    private float[] startY = {};
    private float[] directionX = {};
    private float[] directionY = {};
    private float[] limit = {};
    private float[] exitSpeed = {};
    private float[] exitWait = {};
    private byte[] streetClass = {};
    private short[] heading = {};

    private float[] speed = {};
    private float[] wait = {};

    StreetMovement(StreetNetwork streets) {
        this.streets = streets;
        this.router = new Router(streets);
        Arrays.fill(traffic, 1);
    }

    /** Makes room for riders 0 to {@code riders - 1}; those that were there keep their state, the others must be placed. */
    void resize(int riders) {
        way = Arrays.copyOf(way, riders);
        at = Arrays.copyOf(at, riders);
        goalAlong = Arrays.copyOf(goalAlong, riders);
        pace = Arrays.copyOf(pace, riders);
        luck = Arrays.copyOf(luck, riders);
        street = Arrays.copyOf(street, riders);
        along = Arrays.copyOf(along, riders);
        end = Arrays.copyOf(end, riders);
        startX = Arrays.copyOf(startX, riders);
        startY = Arrays.copyOf(startY, riders);
        directionX = Arrays.copyOf(directionX, riders);
        directionY = Arrays.copyOf(directionY, riders);
        limit = Arrays.copyOf(limit, riders);
        exitSpeed = Arrays.copyOf(exitSpeed, riders);
        exitWait = Arrays.copyOf(exitWait, riders);
        streetClass = Arrays.copyOf(streetClass, riders);
        heading = Arrays.copyOf(heading, riders);
        speed = Arrays.copyOf(speed, riders);
        wait = Arrays.copyOf(wait, riders);
    }

    /** What share of a street's speed limit traffic leaves from now on; above 0, at most 1. */
    void setTraffic(StreetClass ofClass, float share) {
        traffic[ofClass.ordinal()] = share;
    }

    /** Puts a rider at rest at a place. */
    void place(int rider, int onStreet, float atAlong) {
        way[rider] = NO_WAY;
        enter(rider, onStreet);
        along[rider] = atAlong;
        stop(rider);
    }

    /** Lets a rider rest where it is. */
    void stop(int rider) {
        way[rider] = NO_WAY;
        speed[rider] = 0;
        wait[rider] = 0;
    }

    /**
     * Sends a rider to a place.
     *
     * @param ownPace share of the speed limit that this rider makes of a free street; at most 1
     * @param random decides about red lights on the way
     */
    void headFor(int rider, int toStreet, float toAlong, float ownPace, long random) {
        int[] found = router.way(street[rider], along[rider], toStreet, toAlong);
        float here = along[rider];
        if (found[0] != street[rider]) {
            here = streets.length(found[0]) - here;
        }
        way[rider] = found;
        at[rider] = 0;
        int last = found[found.length - 1];
        goalAlong[rider] = last == toStreet ? toAlong : streets.length(last) - toAlong;
        pace[rider] = ownPace;
        luck[rider] = random;
        wait[rider] = 0;
        enter(rider, found[0]);
        along[rider] = Math.min(here, end[rider]);
    }

    /** Lets a rider move for some seconds; true if it is at its goal now. */
    boolean advance(int rider, float seconds) {
        if (way[rider].length == 0) {
            return true;
        }
        if (seconds <= 0) {
            // No time, no way, and no mean speed: a rider may be asked twice in a millisecond when the rate is changed.
            return false;
        }
        float left = seconds;
        float moved = 0;
        while (left > 0) {
            if (wait[rider] > 0) {
                float waited = Math.min(wait[rider], left);
                wait[rider] -= waited;
                left -= waited;
                speed[rider] = 0;
                continue;
            }
            float distance = end[rider] - along[rider];
            float v = speedAhead(rider, distance, left);
            if (v * left < distance) {
                along[rider] += v * left;
                moved += v * left;
                speed[rider] = v;
                break;
            }
            moved += distance;
            left -= distance / v;
            // Not braked enough within a long step: the corner is turned slowly all the same.
            speed[rider] = Math.min(v, Math.max(CRAWL_SPEED, exitSpeed[rider]));
            if (at[rider] == way[rider].length - 1) {
                along[rider] = end[rider];
                stop(rider);
                return true;
            }
            at[rider]++;
            wait[rider] = exitWait[rider];
            enter(rider, way[rider][at[rider]]);
        }
        // Over a corner the mean counts: what a phone would measure.
        speed[rider] = moved / seconds;
        return false;
    }

    int street(int rider) {
        return street[rider];
    }

    float along(int rider) {
        return along[rider];
    }

    float x(int rider) {
        return startX[rider] + directionX[rider] * along[rider];
    }

    float y(int rider) {
        return startY[rider] + directionY[rider] * along[rider];
    }

    /** Over the last step; 0 at rest. */
    float speed(int rider) {
        return speed[rider];
    }

    /** Degrees clockwise from north, 0 to 359; at rest the last one. */
    int heading(int rider) {
        return heading[rider];
    }

    /** Speed for this step: not faster than allowed, than one can get, and than one can brake for what is ahead. */
    private float speedAhead(int rider, float distance, float seconds) {
        float allowed = limit[rider] * traffic[streetClass[rider]];
        float attainable = speed[rider] + ACCELERATION * seconds;
        float brakeable = (float) Math.sqrt(exitSpeed[rider] * exitSpeed[rider] + 2 * BRAKING * distance);
        return Math.max(CRAWL_SPEED, Math.min(Math.min(allowed, attainable), brakeable));
    }

    private void enter(int rider, int next) {
        int from = streets.origin(next);
        int to = streets.target(next);
        float length = streets.length(next);
        float dx = (streets.x(to) - streets.x(from)) / length;
        float dy = (streets.y(to) - streets.y(from)) / length;
        StreetClass ofNext = streets.streetClass(next);
        street[rider] = next;
        along[rider] = 0;
        startX[rider] = streets.x(from);
        startY[rider] = streets.y(from);
        directionX[rider] = dx;
        directionY[rider] = dy;
        limit[rider] = ofNext.speed() * pace[rider];
        streetClass[rider] = (byte) ofNext.ordinal();
        heading[rider] = degrees(dx, dy);
        boolean last = at[rider] >= way[rider].length - 1;
        end[rider] = last ? goalAlong[rider] : length;
        exitWait[rider] = 0;
        exitSpeed[rider] = last ? 0 : speedInto(rider, next, way[rider][at[rider] + 1]);
    }

    private float speedInto(int rider, int from, int next) {
        if (isRed(rider, from, next)) {
            return 0;
        }
        float cosine = streets.cosine(from, next);
        float turn =
                cosine > STRAIGHT_ON ? StreetClass.MAX_SPEED : Math.max(1, CORNER_SPEED + SPEED_PER_COSINE * cosine);
        return Math.min(turn, streets.streetClass(next).speed() * pace[rider]);
    }

    /** Lights stand where a street other than a local one meets others. */
    private boolean isRed(int rider, int from, int next) {
        int node = streets.target(from);
        boolean great =
                streets.streetClass(from) != StreetClass.LOCAL || streets.streetClass(next) != StreetClass.LOCAL;
        if (!great || streets.firstOut(node + 1) - streets.firstOut(node) < 4) {
            return false;
        }
        long dice = SplitMix.bits(luck[rider] + node);
        if (SplitMix.unit(dice) >= RED_LIGHTS) {
            return false;
        }
        exitWait[rider] = SHORTEST_RED + (float) SplitMix.unit(SplitMix.bits(dice)) * RED_SPREAD;
        return true;
    }

    private static short degrees(float dx, float dy) {
        return (short) ((Math.round(Math.toDegrees(StrictMath.atan2(dx, dy))) + 360) % 360);
    }
}
