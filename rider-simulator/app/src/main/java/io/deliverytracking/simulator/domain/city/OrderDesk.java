package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.SplitMix;
import java.util.PriorityQueue;

/**
 * The life of orders: customers place them, restaurants accept them once a rider is found and cook, some are cancelled.
 *
 * <pre>
 * PLACED --(a rider is found)--&gt; ACCEPTED --(cooked)--&gt; READY --(rider is there)--&gt; PICKED_UP --&gt; DELIVERED
 *    |                              |                     |                             |
 *    +------------------------------+---------------------+-----------------------------+--&gt; CANCELLED
 * </pre>
 *
 * <p>Orders are placed at random instants (exponential gaps) at the demanded mean rate of the day times what the hour makes of it: gaps
 * are drawn for the busiest hour, and of the orders that come up then, as many are dropped as the hour at hand has less (thinning). An order without a rider asks
 * again every few seconds and is cancelled after ten minutes.
 *
 * <p>Few thousand updates a second at most: this class uses objects. Threading: the generator thread. Units:
 * milliseconds since the epoch.
 */
final class OrderDesk {

    private static final int FIRST_ANSWER_MS = 3_000;
    private static final int ANSWER_SPREAD_MS = 20_000;
    private static final int ASK_AGAIN_MS = 5_000;
    private static final int GIVE_UP_MS = 600_000;
    private static final int SHORTEST_PREPARATION_MS = 60_000;
    private static final int PREPARATION_SPREAD_MS = 240_000;
    private static final int LATEST_CANCELLATION_MS = 480_000;

    private static final int NEAREST_CUSTOMER_M = 300;

    /** Most people order around the corner, few from three kilometres away: the square of a random number times this. */
    private static final int CUSTOMER_SPREAD_M = 2_700;

    private enum Step {
        ASK_FOR_RIDER,
        COOKED,
        CANCEL
    }

    private record Timer(long atMs, long tie, Step step, Order order) implements Comparable<Timer> {

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(tie, other.tie);
        }
    }

    /** Where orders come from and go to. */
    record Sites(Restaurants restaurants, Homes homes) {}

    private final CityPlane plane;
    private final Fleet fleet;
    private final Restaurants restaurants;
    private final Homes homes;
    private final DayClock clock;
    private final double cancelledShare;
    private final double ordersPerRiderHour;
    private final long session;
    private final long firstOrderId;
    private PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long ties;
    private long random;
    /** With its fraction, so that a high demand is not rounded away; infinite without demand. */
    private double nextPlacementMs;

    private long nowMs;
    private int placed;
    private int open;

    OrderDesk(
            CitySettings city,
            Fleet fleet,
            Sites sites,
            DayClock clock,
            long session,
            long firstOrderId,
            long startMs) {
        this.plane = city.plane();
        this.fleet = fleet;
        this.session = session;
        this.firstOrderId = firstOrderId;
        this.cancelledShare = city.cancelledShare();
        this.ordersPerRiderHour = city.ordersPerRiderHour();
        this.random = SplitMix.bits(city.seed() + 17);
        this.restaurants = sites.restaurants();
        this.homes = sites.homes();
        this.clock = clock;
        this.nowMs = startMs;
        this.nextPlacementMs = startMs + gapMs();
    }

    int placed() {
        return placed;
    }

    int open() {
        return open;
    }

    /** Lets time pass: everything that happens until then happens, in order. */
    void advanceTo(long toMs, Outlet outlet) {
        while (true) {
            Timer timer = timers.peek();
            if (timer != null && timer.atMs <= Math.min((double) toMs, nextPlacementMs)) {
                timers.remove();
                nowMs = timer.atMs;
                run(timer, outlet);
            } else if (nextPlacementMs > toMs) {
                nowMs = Math.max(nowMs, toMs);
                return;
            } else {
                nowMs = (long) nextPlacementMs;
                double demand = DayProfile.demand(clock.timeOfDayMs(nowMs));
                if (SplitMix.unit(bits()) * DayProfile.MOST_DEMAND < demand) {
                    place(outlet);
                }
                nextPlacementMs += gapMs();
            }
        }
    }

    /** Nothing happened for this long: everything planned comes later by as much. */
    void sleep(long gapMs) {
        nowMs += gapMs;
        nextPlacementMs += gapMs;
        PriorityQueue<Timer> later = new PriorityQueue<>();
        for (Timer timer : timers) {
            later.add(new Timer(timer.atMs + gapMs, timer.tie, timer.step, timer.order));
        }
        timers = later;
    }

    /** Demand follows the number of riders. */
    void onRidersChanged() {
        nextPlacementMs = nowMs + gapMs();
    }

    void onPickedUp(Order order, long atMs, Outlet outlet) {
        enter(order, OrderState.ORDER_STATE_PICKED_UP, atMs, outlet);
    }

    void onDelivered(Order order, long atMs, Outlet outlet) {
        enter(order, OrderState.ORDER_STATE_DELIVERED, atMs, outlet);
    }

    /** The rider of this order has left the fleet. */
    void onRiderGone(Order order, Outlet outlet) {
        enter(order, OrderState.ORDER_STATE_CANCELLED, nowMs, outlet);
    }

    private void place(Outlet outlet) {
        int restaurant = 1 + SplitMix.below(bits(), restaurants.count());
        float x = restaurants.x(restaurant);
        float y = restaurants.y(restaurant);
        double angle = SplitMix.unit(bits()) * 2 * Math.PI;
        double share = SplitMix.unit(bits());
        double distance = NEAREST_CUSTOMER_M + share * share * CUSTOMER_SPREAD_M;
        int home = homes.near(
                x + (float) (StrictMath.cos(angle) * distance), y + (float) (StrictMath.sin(angle) * distance), bits());
        Order order = new Order(
                firstOrderId + placed,
                restaurant,
                1 + home,
                x,
                y,
                homes.x(home),
                homes.y(home),
                nowMs,
                SHORTEST_PREPARATION_MS + SplitMix.below(bits(), PREPARATION_SPREAD_MS));
        placed++;
        open++;
        emit(order, nowMs, outlet);
        plan(FIRST_ANSWER_MS + SplitMix.below(bits(), ANSWER_SPREAD_MS), Step.ASK_FOR_RIDER, order);
        if (SplitMix.unit(bits()) < cancelledShare) {
            plan(1 + SplitMix.below(bits(), LATEST_CANCELLATION_MS), Step.CANCEL, order);
        }
    }

    private void run(Timer timer, Outlet outlet) {
        Order order = timer.order;
        if (order.isOver()) {
            return;
        }
        switch (timer.step) {
            case ASK_FOR_RIDER -> askForRider(order, outlet);
            case COOKED -> enter(order, OrderState.ORDER_STATE_READY, nowMs, outlet);
            case CANCEL -> cancel(order, outlet);
        }
    }

    private void askForRider(Order order, Outlet outlet) {
        if (nowMs - order.placedAtMs >= GIVE_UP_MS) {
            cancel(order, outlet);
        } else if (fleet.assign(order)) {
            order.readyAtMs = nowMs + order.preparationMs;
            // Told to the customer: ready, and then a quarter of an hour at most.
            order.promisedAtMs = order.readyAtMs + 900_000;
            enter(order, OrderState.ORDER_STATE_ACCEPTED, nowMs, outlet);
            plan(order.preparationMs, Step.COOKED, order);
        } else {
            plan(ASK_AGAIN_MS, Step.ASK_FOR_RIDER, order);
        }
    }

    private void cancel(Order order, Outlet outlet) {
        int rider = order.rider;
        enter(order, OrderState.ORDER_STATE_CANCELLED, nowMs, outlet);
        if (rider != Order.NO_RIDER) {
            fleet.release(rider, nowMs);
        }
    }

    private void enter(Order order, OrderState state, long atMs, Outlet outlet) {
        order.enter(state);
        if (order.isOver()) {
            open--;
        }
        emit(order, atMs, outlet);
    }

    private void emit(Order order, long atMs, Outlet outlet) {
        RestaurantUpdate.Builder update = RestaurantUpdate.newBuilder()
                .setSchemaVersion(OrderCodec.SCHEMA_VERSION)
                .setOrderId(order.orderId)
                .setState(order.state())
                .setEventTimeMs(atMs)
                .setRestaurantId(order.restaurantId)
                .setCustomerId(order.customerId)
                .setPlacedAtMs(order.placedAtMs)
                .setRestaurantLatitudeE7(plane.latitudeE7(order.restaurantY))
                .setRestaurantLongitudeE7(plane.longitudeE7(order.restaurantX))
                .setCustomerLatitudeE7(plane.latitudeE7(order.customerY))
                .setCustomerLongitudeE7(plane.longitudeE7(order.customerX))
                .setSession(session);
        if (order.rider != Order.NO_RIDER) {
            update.setRiderId(fleet.riderId(order.rider))
                    .setReadyAtMs(order.readyAtMs)
                    .setPromisedAtMs(order.promisedAtMs);
        }
        outlet.order(update.build());
    }

    private void plan(long afterMs, Step step, Order order) {
        timers.add(new Timer(nowMs + afterMs, ties++, step, order));
    }

    /** Time to the next order that may come up: exponential; infinite without demand. */
    private double gapMs() {
        double perMs = ordersPerRiderHour * DayProfile.MOST_DEMAND * fleet.riders() / 3_600_000;
        return perMs == 0 ? Double.POSITIVE_INFINITY : -StrictMath.log(1 - SplitMix.unit(bits())) / perMs;
    }

    private long bits() {
        random = SplitMix.next(random);
        return SplitMix.bits(random);
    }
}
