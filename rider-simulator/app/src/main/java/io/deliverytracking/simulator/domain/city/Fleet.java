package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.SplitMix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All riders of the city: where they are, what they do, and the fix their phone would report.
 *
 * <pre>
 * IDLE --(assigned)--&gt; TO_RESTAURANT --(there)--&gt; WAITING --(food is ready)--&gt; TO_CUSTOMER --(there)--&gt; IDLE
 *   stands around,          rides              stands                          rides
 *   strolls now and then                      a cancelled order sends its rider back to IDLE from anywhere
 * </pre>
 *
 * <p>Invariant: a rider carries an order exactly while it is not idle, and is in {@link IdleRiders} exactly while it is.
 *
 * <p>A fix is the true place plus noise that wanders by a few metres, as a phone between houses has it: consecutive
 * fixes err alike. Standing riders keep reporting.
 *
 * <p>Riders count from 0; the id in events is the index plus 1. Each has a random stream of its own, so what one does
 * never depends on how many others there are, but for orders. Cost: about 60 ns and nothing allocated per step.
 *
 * <p>Threading: the generator thread. Units: milliseconds since the epoch, metres, metres a second.
 */
public final class Fleet {

    private static final int IDLE = RiderStatus.RIDER_STATUS_IDLE_VALUE;
    private static final int TO_RESTAURANT = RiderStatus.RIDER_STATUS_TO_RESTAURANT_VALUE;
    private static final int WAITING = RiderStatus.RIDER_STATUS_WAITING_VALUE;
    private static final int TO_CUSTOMER = RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE;

    /** A cargo bike with food: 4.5 to 8.5 m/s, 16 to 30 km/h. */
    private static final float SLOWEST_RIDE = 4.5f;

    private static final float RIDE_SPREAD = 4.0f;
    private static final float STROLL_SPEED = 2.2f;
    private static final float STROLL_M = 400;
    private static final int SHORTEST_REST_MS = 20_000;
    private static final int REST_SPREAD_MS = 160_000;

    /** Noise of the next fix is this share of the last one's, plus something new. */
    private static final float NOISE_MEMORY = 0.92f;

    private static final float NOISE_M = 1.2f;

    private final CityPlane plane;
    private final long seed;
    private final MovementModel movement;
    private final IdleRiders idle;
    private final OrderDesk desk;
    private int riders;
    private long[] random = {};
    private long[] steppedAtMs = {};
    private long[] restUntilMs = {};
    private byte[] status = {};
    private boolean[] strolling = {};
    private float[] noiseX = {};
    private float[] noiseY = {};
    private @Nullable Order[] orders = {};

    /**
     * @param session goes into order updates
     * @param firstOrderId orders count up from here
     * @param startMs the first instant
     */
    public Fleet(CitySettings city, MovementModel movement, int riders, long session, long firstOrderId, long startMs) {
        this.plane = city.plane();
        this.seed = city.seed();
        this.movement = movement;
        this.idle = new IdleRiders(plane.radiusM());
        this.riders = riders;
        grow(riders, startMs);
        this.desk = new OrderDesk(city, this, session, firstOrderId, startMs);
    }

    public int riders() {
        return riders;
    }

    public int riderId(int rider) {
        return rider + 1;
    }

    public int ordersPlaced() {
        return desk.placed();
    }

    public int ordersOpen() {
        return desk.open();
    }

    public int idleRiders() {
        return idle.count();
    }

    /** Lets orders happen until {@code nowMs}. */
    public void advanceTo(long nowMs, Outlet outlet) {
        desk.advanceTo(nowMs, outlet);
    }

    /** Moves a rider on to {@code nowMs} and takes its fix. */
    public void step(int rider, long nowMs, Fix fix, Outlet outlet) {
        float seconds = Math.max(0, nowMs - steppedAtMs[rider]) / 1000f;
        steppedAtMs[rider] = nowMs;
        if (status[rider] == IDLE) {
            idleAbout(rider, seconds, nowMs);
        } else {
            deliver(rider, seconds, nowMs, outlet);
        }
        takeFix(rider, nowMs, fix);
    }

    /** Changes the number of riders; those that leave hand their order back, those that return stand where they stood. */
    public void resize(int newRiders, long nowMs, Outlet outlet) {
        for (int rider = newRiders; rider < riders; rider++) {
            Order order = orders[rider];
            if (order != null) {
                desk.onRiderGone(order, outlet);
                becomeIdle(rider, nowMs);
            }
            idle.remove(rider);
        }
        for (int rider = riders; rider < Math.min(newRiders, status.length); rider++) {
            becomeIdle(rider, nowMs);
            steppedAtMs[rider] = nowMs;
        }
        riders = newRiders;
        if (newRiders > status.length) {
            grow(newRiders, nowMs);
        }
        desk.onRidersChanged();
    }

    /** Nothing happened for this long: riders and orders go on as if it had not passed. */
    public void sleep(long gapMs) {
        for (int rider = 0; rider < status.length; rider++) {
            steppedAtMs[rider] += gapMs;
            restUntilMs[rider] += gapMs;
        }
        desk.sleep(gapMs);
    }

    /** Gives the order to an idle rider near its restaurant; false if nobody is idle. */
    boolean assign(Order order) {
        int rider = idle.takeNear(order.restaurantX, order.restaurantY);
        if (rider < 0) {
            return false;
        }
        order.rider = rider;
        orders[rider] = order;
        status[rider] = (byte) TO_RESTAURANT;
        ride(rider, order.restaurantX, order.restaurantY);
        return true;
    }

    /** The rider's order is over before it was delivered. */
    void release(int rider, long nowMs) {
        becomeIdle(rider, nowMs);
    }

    private void grow(int toRiders, long nowMs) {
        int before = status.length;
        random = Arrays.copyOf(random, toRiders);
        steppedAtMs = Arrays.copyOf(steppedAtMs, toRiders);
        restUntilMs = Arrays.copyOf(restUntilMs, toRiders);
        status = Arrays.copyOf(status, toRiders);
        strolling = Arrays.copyOf(strolling, toRiders);
        noiseX = Arrays.copyOf(noiseX, toRiders);
        noiseY = Arrays.copyOf(noiseY, toRiders);
        orders = Arrays.copyOf(orders, toRiders);
        movement.resize(toRiders);
        idle.resize(toRiders);
        for (int rider = before; rider < toRiders; rider++) {
            random[rider] = SplitMix.bits(seed ^ SplitMix.bits(rider));
            steppedAtMs[rider] = nowMs;
            double angle = unit(rider) * 2 * Math.PI;
            // Between an even spread (square root) and everybody downtown (linear).
            double distance = Math.pow(unit(rider), 0.7) * plane.radiusM() * 0.95;
            movement.place(rider, (float) (Math.cos(angle) * distance), (float) (Math.sin(angle) * distance));
            becomeIdle(rider, nowMs);
            restUntilMs[rider] = nowMs + (long) (unit(rider) * REST_SPREAD_MS);
        }
    }

    private void becomeIdle(int rider, long nowMs) {
        orders[rider] = null;
        status[rider] = (byte) IDLE;
        strolling[rider] = false;
        movement.place(rider, movement.x(rider), movement.y(rider));
        restUntilMs[rider] = nowMs + SHORTEST_REST_MS + (long) (unit(rider) * REST_SPREAD_MS);
        if (rider < riders) {
            idle.put(rider, movement.x(rider), movement.y(rider));
        }
    }

    private void idleAbout(int rider, float seconds, long nowMs) {
        if (strolling[rider]) {
            if (movement.advance(rider, seconds)) {
                becomeIdle(rider, nowMs);
            } else if (rider < riders) {
                idle.put(rider, movement.x(rider), movement.y(rider));
            }
        } else if (nowMs >= restUntilMs[rider]) {
            strolling[rider] = true;
            float x = movement.x(rider) + (float) (unit(rider) * 2 - 1) * STROLL_M;
            float y = movement.y(rider) + (float) (unit(rider) * 2 - 1) * STROLL_M;
            // Nobody strolls out of town: who would comes a little nearer instead.
            boolean outside = CityPlane.distance(x, y, 0, 0) > plane.radiusM();
            movement.headFor(rider, outside ? x * 0.9f : x, outside ? y * 0.9f : y, STROLL_SPEED, bits(rider));
        }
    }

    private void deliver(int rider, float seconds, long nowMs, Outlet outlet) {
        Order order = orders[rider];
        if (order == null) {
            throw new IllegalStateException("rider " + riderId(rider) + " is busy without an order");
        }
        if (status[rider] == TO_RESTAURANT) {
            if (movement.advance(rider, seconds)) {
                status[rider] = (byte) WAITING;
            }
        } else if (status[rider] == WAITING) {
            if (order.state() == OrderState.ORDER_STATE_READY) {
                status[rider] = (byte) TO_CUSTOMER;
                ride(rider, order.customerX, order.customerY);
                desk.onPickedUp(order, nowMs, outlet);
            }
        } else if (movement.advance(rider, seconds)) {
            desk.onDelivered(order, nowMs, outlet);
            becomeIdle(rider, nowMs);
        }
    }

    private void ride(int rider, float x, float y) {
        movement.headFor(rider, x, y, SLOWEST_RIDE + (float) unit(rider) * RIDE_SPREAD, bits(rider));
    }

    private void takeFix(int rider, long nowMs, Fix fix) {
        long bits = bits(rider);
        // Two sums of two 16-bit numbers: bell-shaped enough, and one random number for both axes.
        noiseX[rider] = NOISE_MEMORY * noiseX[rider] + NOISE_M * bell((int) bits);
        noiseY[rider] = NOISE_MEMORY * noiseY[rider] + NOISE_M * bell((int) (bits >>> 32));
        Order order = orders[rider];
        fix.rider = rider;
        fix.riderId = riderId(rider);
        fix.eventTimeMs = nowMs;
        fix.orderId = order == null ? 0 : order.orderId;
        fix.latitudeE7 = plane.latitudeE7(movement.y(rider) + noiseY[rider]);
        fix.longitudeE7 = plane.longitudeE7(movement.x(rider) + noiseX[rider]);
        fix.speedCmS = Math.round(movement.speed(rider) * 100);
        fix.headingDeg = movement.heading(rider);
        // What a phone claims: never better than three metres, worse where the error is.
        fix.accuracyM = 3 + Math.round(Math.abs(noiseX[rider]) + Math.abs(noiseY[rider]));
        fix.status = status[rider];
    }

    /** -1 to 1, mostly near 0. */
    private static float bell(int bits) {
        return ((short) bits + (short) (bits >>> 16)) * (1f / 65_536);
    }

    private double unit(int rider) {
        return SplitMix.unit(bits(rider));
    }

    private long bits(int rider) {
        random[rider] = SplitMix.next(random[rider]);
        return SplitMix.bits(random[rider]);
    }
}
