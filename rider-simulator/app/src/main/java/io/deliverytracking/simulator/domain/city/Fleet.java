package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All riders of the city: where they are, what they do, and the fix their phone would report.
 *
 * <pre>
 * IDLE --(assigned)--&gt; TO_RESTAURANT --(there)--&gt; WAITING --(food is ready)--&gt; TO_CUSTOMER --(there)--&gt; IDLE
 *   rests near restaurants, rides              stands                          rides
 *   moves on now and then                     a cancelled order sends its rider back to IDLE from anywhere
 * </pre>
 *
 * <p>Invariant: a rider carries an order exactly while it is not idle, and is in {@link IdleRiders} exactly while it is.
 *
 * <p>Who has delivered rests a little and then rides back to where orders are: to somewhere around the next restaurants.
 *
 * <p>A fix is the true place plus noise that wanders by a few metres, as a phone between houses has it: consecutive
 * fixes err alike. Standing riders keep reporting.
 *
 * <p>Riders count from 0; the id in events is the index plus 1. Each has a random stream of its own, so what one does
 * never depends on how many others there are, but for orders. Cost: about 60 ns and nothing allocated per step,
 * but for the search of a way when a rider sets out.
 *
 * <p>Threading: the generator thread. Units: milliseconds since the epoch, metres, metres a second.
 */
public final class Fleet {

    private static final int IDLE = RiderStatus.RIDER_STATUS_IDLE_VALUE;
    private static final int TO_RESTAURANT = RiderStatus.RIDER_STATUS_TO_RESTAURANT_VALUE;
    private static final int WAITING = RiderStatus.RIDER_STATUS_WAITING_VALUE;
    private static final int TO_CUSTOMER = RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE;

    /** Everybody has a pace of its own: from bikes that are slow at 70 percent of the limit to mopeds that make use of it. */
    private static final float SLOWEST_PACE = 0.7f;

    private static final float PACE_SPREAD = 0.3f;

    /** Nobody hurries back without an order. */
    private static final float IDLE_PACE = 0.75f;

    private static final int SHORTEST_REST_MS = 40_000;
    private static final int REST_SPREAD_MS = 1_100_000;

    /** Riders rest around a restaurant, not on its doorstep. */
    private static final float HOT_SPOT_M = 180;

    /** Traffic and its lights change slowly; looked up this often, in real time. */
    private static final int TRAFFIC_MS = 1_000;

    /** Noise of the next fix is this share of the last one's, plus something new. */
    private static final float NOISE_MEMORY = 0.92f;

    private static final float NOISE_M = 1.2f;

    private final CityPlane plane;
    private final long seed;
    private final Homes homes;
    private final Restaurants restaurants;
    private final StreetMovement movement;
    private final DayClock clock;
    private final IdleRiders idle;
    private final OrderDesk desk;
    private long trafficUntilMs = Long.MIN_VALUE;
    private int riders;
    private long[] random = {};
    private long[] steppedAtMs = {};
    private long[] restUntilMs = {};
    private byte[] status = {};
    private boolean[] movingOn = {};
    private float[] noiseX = {};
    private float[] noiseY = {};
    private @Nullable Order[] orders = {};

    /**
     * @param session goes into order updates
     * @param firstOrderId orders count up from here
     * @param startMs the first instant
     */
    public Fleet(CitySettings city, CityPlan plan, int riders, long session, long firstOrderId, long startMs) {
        this.plane = plan.plane();
        this.seed = city.seed();
        this.homes = new Homes(plan);
        this.restaurants = new Restaurants(plan.restaurants(), plane.radiusM());
        this.movement = new StreetMovement(plan.streets());
        this.clock = new DayClock(city.timeOfDayMs(), city.timeFactor(), startMs);
        this.idle = new IdleRiders(plane.radiusM());
        this.riders = riders;
        grow(riders, startMs);
        this.desk = new OrderDesk(
                city, this, new OrderDesk.Sites(restaurants, homes), clock, session, firstOrderId, startMs);
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

    /** What the day is like at {@code nowMs}. */
    public CityHour hour(long nowMs) {
        double timeOfDayMs = clock.timeOfDayMs(nowMs);
        return new CityHour((long) timeOfDayMs, clock.factor(), DayProfile.demand(timeOfDayMs));
    }

    /** Lets the time of day go faster or slower from {@code nowMs} on, and nothing else. */
    public void changeTimeFactor(double factor, long nowMs) {
        clock.changeFactor(factor, nowMs);
    }

    /** Lets orders happen until {@code nowMs}. */
    public void advanceTo(long nowMs, Outlet outlet) {
        desk.advanceTo(nowMs, outlet);
        if (nowMs >= trafficUntilMs) {
            trafficUntilMs = nowMs + TRAFFIC_MS;
            for (StreetClass streetClass : StreetClass.values()) {
                movement.setTraffic(streetClass, (float) DayProfile.traffic(streetClass, clock.timeOfDayMs(nowMs)));
            }
        }
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
        clock.sleep(gapMs);
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
        ride(rider, restaurants.street(order.restaurantId), restaurants.along(order.restaurantId));
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
        movingOn = Arrays.copyOf(movingOn, toRiders);
        noiseX = Arrays.copyOf(noiseX, toRiders);
        noiseY = Arrays.copyOf(noiseY, toRiders);
        orders = Arrays.copyOf(orders, toRiders);
        movement.resize(toRiders);
        idle.resize(toRiders);
        for (int rider = before; rider < toRiders; rider++) {
            random[rider] = SplitMix.bits(seed ^ SplitMix.bits(rider));
            steppedAtMs[rider] = nowMs;
            int restaurant = 1 + SplitMix.below(bits(rider), restaurants.count());
            int home = homeAround(rider, restaurants.x(restaurant), restaurants.y(restaurant));
            movement.place(rider, homes.street(home), homes.along(home));
            becomeIdle(rider, nowMs);
            restUntilMs[rider] = nowMs + (long) (unit(rider) * REST_SPREAD_MS);
        }
    }

    private void becomeIdle(int rider, long nowMs) {
        orders[rider] = null;
        status[rider] = (byte) IDLE;
        movingOn[rider] = false;
        movement.stop(rider);
        restUntilMs[rider] = nowMs + SHORTEST_REST_MS + (long) (unit(rider) * REST_SPREAD_MS);
        if (rider < riders) {
            idle.put(rider, movement.x(rider), movement.y(rider));
        }
    }

    private void idleAbout(int rider, float seconds, long nowMs) {
        if (movingOn[rider]) {
            if (movement.advance(rider, seconds)) {
                becomeIdle(rider, nowMs);
            } else if (rider < riders) {
                idle.put(rider, movement.x(rider), movement.y(rider));
            }
        } else if (nowMs >= restUntilMs[rider]) {
            movingOn[rider] = true;
            moveOn(rider);
        }
    }

    /** To somewhere around a restaurant nearby. */
    private void moveOn(int rider) {
        int restaurant = restaurants.near(movement.x(rider), movement.y(rider), bits(rider));
        int home = homeAround(rider, restaurants.x(restaurant), restaurants.y(restaurant));
        movement.headFor(rider, homes.street(home), homes.along(home), IDLE_PACE, bits(rider));
    }

    private int homeAround(int rider, float x, float y) {
        float east = (float) (unit(rider) * 2 - 1) * HOT_SPOT_M;
        float north = (float) (unit(rider) * 2 - 1) * HOT_SPOT_M;
        return homes.near(x + east, y + north, bits(rider));
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
                ride(rider, homes.street(order.home()), homes.along(order.home()));
                desk.onPickedUp(order, nowMs, outlet);
            }
        } else if (movement.advance(rider, seconds)) {
            desk.onDelivered(order, nowMs, outlet);
            becomeIdle(rider, nowMs);
        }
    }

    private void ride(int rider, int street, float along) {
        movement.headFor(rider, street, along, SLOWEST_PACE + (float) unit(rider) * PACE_SPREAD, bits(rider));
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
