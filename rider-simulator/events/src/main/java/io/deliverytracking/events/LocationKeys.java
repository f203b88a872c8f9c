package io.deliverytracking.events;

import org.jspecify.annotations.Nullable;

/** Record keys of {@link Topics#DELIVERY_LOCATION_UPDATES}: the rider id (1 to 2^31 - 1) as decimal UTF-8 digits. */
public final class LocationKeys {

    private LocationKeys() {}

    /** The key of {@code riderId}. */
    public static byte[] encode(int riderId) {
        if (riderId < 1) {
            throw new IllegalArgumentException("rider id " + riderId + " is below 1");
        }
        return DecimalDigits.encode(riderId);
    }

    /**
     * The rider id of {@code key}.
     *
     * @throws MalformedEventException if the key is absent or is not the one spelling of a rider id
     */
    public static int decode(byte @Nullable [] key) {
        long riderId = key == null ? -1 : DecimalDigits.decode(key, Integer.MAX_VALUE);
        if (riderId < 0) {
            throw MalformedEventException.badKey("rider id", key);
        }
        return (int) riderId;
    }
}
