package io.deliverytracking.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to and from {@link RiderLocation}: what comes out of {@link #decode} keeps every rule of the contract.
 *
 * <p>Stateless; any thread. Allocates the message and nothing else.
 */
public final class LocationCodec {

    /** The version that this build writes and the only one it reads. */
    public static final int SCHEMA_VERSION = 1;

    /** Numbers of {@code RiderStatus} run from 1 to this. */
    static final int MAX_STATUS = RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE;

    private static final String MESSAGE = "RiderLocation";

    private LocationCodec() {}

    /** The bytes of {@code location}, after the same checks that {@link #decode} makes: a bad event is never sent. */
    public static byte[] encode(RiderLocation location) {
        check(location);
        return location.toByteArray();
    }

    /**
     * The event in {@code bytes}.
     *
     * @throws UnknownEventVersionException if the bytes were written by another version of the contract
     * @throws MalformedEventException if they break the contract in any other way
     */
    public static RiderLocation decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw MalformedEventException.noValue(MESSAGE);
        }
        RiderLocation location;
        try {
            location = RiderLocation.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw MalformedEventException.brokenBytes(MESSAGE, bytes.length, e);
        }
        check(location);
        return location;
    }

    private static void check(RiderLocation location) {
        // Version first: in another version every later rule may differ.
        int version = location.getSchemaVersion();
        if (version == 0) {
            throw MalformedEventException.missing("schema_version");
        }
        if (version != SCHEMA_VERSION) {
            throw new UnknownEventVersionException(MESSAGE, version, SCHEMA_VERSION);
        }
        Limits.requirePresent("rider_id", Integer.toUnsignedLong(location.getRiderId()), Integer.MAX_VALUE);
        Limits.requirePresent("session", location.getSession(), Limits.MAX_EXACT_IN_JAVASCRIPT);
        Limits.requirePresent("sequence", location.hasSequence());
        Limits.requireRange("sequence", Integer.toUnsignedLong(location.getSequence()), 0, Integer.MAX_VALUE);
        if (location.hasOrderId()) {
            Limits.requireRange("order_id", location.getOrderId(), 1, Limits.MAX_EXACT_IN_JAVASCRIPT);
        }
        Limits.requirePresent("event_time_ms", location.getEventTimeMs(), Limits.MAX_EVENT_TIME_MS);
        Limits.requirePresent("latitude_e7", location.hasLatitudeE7());
        Limits.requireRange("latitude_e7", location.getLatitudeE7(), -Limits.MAX_LATITUDE_E7, Limits.MAX_LATITUDE_E7);
        Limits.requirePresent("longitude_e7", location.hasLongitudeE7());
        Limits.requireRange(
                "longitude_e7", location.getLongitudeE7(), -Limits.MAX_LONGITUDE_E7, Limits.MAX_LONGITUDE_E7);
        Limits.requireRange("speed_cm_s", Integer.toUnsignedLong(location.getSpeedCmS()), 0, Limits.MAX_SPEED_CM_S);
        Limits.requireRange("heading_deg", Integer.toUnsignedLong(location.getHeadingDeg()), 0, Limits.MAX_HEADING_DEG);
        Limits.requireRange("accuracy_m", Integer.toUnsignedLong(location.getAccuracyM()), 0, Limits.MAX_ACCURACY_M);
        Limits.requirePresent("status", location.getStatusValue(), MAX_STATUS);
    }
}
