package io.deliverytracking.simulator.domain.city;

import java.util.Arrays;

/**
 * Movement on an endless grid of streets that run north-south and east-west: two straight stretches with one corner.
 *
 * <pre>
 *        corner ----------&gt; destination      slows down for the corner and the destination,
 *          ^                                 speeds up after a stop; the random number says
 *          |                                 which street to take first
 *        rider
 * </pre>
 *
 * <p>No map, no traffic, no buildings: the street network replaces this class, and nothing else.
 *
 * <p>Threading: the generator thread.
 */
public final class GridMovement implements MovementModel {

    private static final float ACCELERATION = 1.2f;
    private static final float BRAKING = 1.8f;
    private static final float CORNER_SPEED = 2.5f;

    /** A rider that is almost there still arrives. */
    private static final float CRAWL_SPEED = 0.5f;

    private static final byte AT_REST = 0;
    private static final byte TO_CORNER = 1;
    private static final byte TO_DESTINATION = 2;

    private float[] x = {};
    private float[] y = {};
    private float[] cornerX = {};
    private float[] cornerY = {};
    private float[] destinationX = {};
    private float[] destinationY = {};
    private float[] topSpeed = {};
    private float[] speed = {};
    private short[] heading = {};
    private byte[] stretch = {};

    @Override
    public void resize(int riders) {
        x = Arrays.copyOf(x, riders);
        y = Arrays.copyOf(y, riders);
        cornerX = Arrays.copyOf(cornerX, riders);
        cornerY = Arrays.copyOf(cornerY, riders);
        destinationX = Arrays.copyOf(destinationX, riders);
        destinationY = Arrays.copyOf(destinationY, riders);
        topSpeed = Arrays.copyOf(topSpeed, riders);
        speed = Arrays.copyOf(speed, riders);
        heading = Arrays.copyOf(heading, riders);
        stretch = Arrays.copyOf(stretch, riders);
    }

    @Override
    public void place(int rider, float newX, float newY) {
        x[rider] = newX;
        y[rider] = newY;
        speed[rider] = 0;
        stretch[rider] = AT_REST;
    }

    @Override
    public void headFor(int rider, float toX, float toY, float atMost, long random) {
        destinationX[rider] = toX;
        destinationY[rider] = toY;
        boolean eastWestFirst = random < 0;
        cornerX[rider] = eastWestFirst ? toX : x[rider];
        cornerY[rider] = eastWestFirst ? y[rider] : toY;
        topSpeed[rider] = Math.max(CRAWL_SPEED, atMost);
        stretch[rider] = TO_CORNER;
    }

    @Override
    public boolean advance(int rider, float seconds) {
        if (seconds <= 0) {
            // No time, no way, and no mean speed: a rider may be asked twice in a millisecond when the rate is changed.
            return stretch[rider] == AT_REST;
        }
        float left = seconds;
        float moved = 0;
        while (left > 0 && stretch[rider] != AT_REST) {
            boolean toCorner = stretch[rider] == TO_CORNER;
            float goalX = toCorner ? cornerX[rider] : destinationX[rider];
            float goalY = toCorner ? cornerY[rider] : destinationY[rider];
            float dx = goalX - x[rider];
            float dy = goalY - y[rider];
            // One of them is zero: stretches follow the streets.
            float distance = Math.abs(dx) + Math.abs(dy);
            float v = speedAhead(rider, distance, toCorner ? CORNER_SPEED : 0, left);
            if (distance > 0) {
                heading[rider] = (short) (dx > 0 ? 90 : dx < 0 ? 270 : dy > 0 ? 0 : 180);
            }
            if (v * left >= distance) {
                x[rider] = goalX;
                y[rider] = goalY;
                moved += distance;
                left -= distance / v;
                stretch[rider] = toCorner ? TO_DESTINATION : AT_REST;
            } else {
                float part = v * left / distance;
                x[rider] += dx * part;
                y[rider] += dy * part;
                moved += v * left;
                left = 0;
            }
            speed[rider] = v;
        }
        if (stretch[rider] == AT_REST) {
            speed[rider] = 0;
            return true;
        }
        // Over a corner the mean counts: what a phone would measure.
        speed[rider] = moved / seconds;
        return false;
    }

    /** Speed for this step: not faster than asked, than one can get, and than one can brake for what is ahead. */
    private float speedAhead(int rider, float distance, float speedAtGoal, float seconds) {
        float attainable = speed[rider] + ACCELERATION * seconds;
        float brakeable = (float) Math.sqrt(speedAtGoal * speedAtGoal + 2 * BRAKING * distance);
        float v = Math.min(Math.min(topSpeed[rider], attainable), brakeable);
        return Math.max(CRAWL_SPEED, v);
    }

    @Override
    public float x(int rider) {
        return x[rider];
    }

    @Override
    public float y(int rider) {
        return y[rider];
    }

    @Override
    public float speed(int rider) {
        return speed[rider];
    }

    @Override
    public int heading(int rider) {
        return heading[rider];
    }
}
