package io.deliverytracking.simulator.domain.city.street;

/**
 * Places at the roadside: a street and metres along it. Immutable from the outside; numbered from 0.
 */
public final class Places {

    private final StreetNetwork streets;
    private final int[] street;
    private final float[] along;

    public Places(StreetNetwork streets, int[] street, float[] along) {
        this.streets = streets;
        this.street = street;
        this.along = along;
    }

    public int count() {
        return street.length;
    }

    public int street(int place) {
        return street[place];
    }

    public float along(int place) {
        return along[place];
    }

    public float x(int place) {
        return streets.x(street[place], along[place]);
    }

    public float y(int place) {
        return streets.y(street[place], along[place]);
    }
}
