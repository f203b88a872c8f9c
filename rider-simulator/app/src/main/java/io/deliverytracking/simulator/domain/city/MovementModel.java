package io.deliverytracking.simulator.domain.city;

/**
 * How riders get from where they are to where they want to be.
 *
 * <p>State per rider, by index, in arrays of the implementation. A rider is at rest or under way to one destination.
 * Steps of one rider follow each other in time; a step must cost tens of nanoseconds and allocate nothing.
 *
 * <p>Invariant: within a step of {@code t} seconds a rider moves at most {@code t} times the speed asked for.
 *
 * <p>Places are metres east (x) and north (y) of the city's centre; speeds metres a second.
 */
public interface MovementModel {

    /** Makes room for riders 0 to {@code riders - 1}; those that were there keep their state. */
    void resize(int riders);

    /** Puts a rider at rest at a place. */
    void place(int rider, float x, float y);

    /** Sends a rider to a place, at up to {@code speed}; {@code random} decides what is left open, such as the way. */
    void headFor(int rider, float x, float y, float speed, long random);

    /** Lets a rider move for {@code seconds}; true if it is at its destination now. */
    boolean advance(int rider, float seconds);

    float x(int rider);

    float y(int rider);

    /** Over the last step; 0 at rest. */
    float speed(int rider);

    /** Degrees clockwise from north, 0 to 359; at rest the last one. */
    int heading(int rider);
}
