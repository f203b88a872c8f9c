package io.deliverytracking.simulator.domain.city.street;

/**
 * How important a street is, and how fast a courier on an electric bike or a moped gets on there when nobody is in the way.
 *
 * <p>The rank is the one of the network's binary form. Speeds are metres a second: 40, 32, 27 and 22 km/h.
 */
public enum StreetClass {
    RING(1, 11.0f),
    ARTERIAL(2, 9.0f),
    COLLECTOR(3, 7.5f),
    LOCAL(4, 6.0f);

    /** On the fastest street; what a way can be no quicker than. */
    public static final float MAX_SPEED = RING.speed;

    private static final StreetClass[] VALUES = values();

    private final int rank;
    private final float speed;

    StreetClass(int rank, float speed) {
        this.rank = rank;
        this.speed = speed;
    }

    public int rank() {
        return rank;
    }

    public float speed() {
        return speed;
    }

    static StreetClass ofRank(int rank) {
        return VALUES[rank - 1];
    }
}
