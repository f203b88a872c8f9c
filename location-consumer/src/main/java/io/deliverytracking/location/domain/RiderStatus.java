package io.deliverytracking.location.domain;

/** What a rider is doing at the moment of a fix. */
public enum RiderStatus {
    IDLE,
    TO_RESTAURANT,
    WAITING,
    TO_CUSTOMER;

    private static final RiderStatus[] BY_ORDINAL = values();

    static RiderStatus ofOrdinal(int ordinal) {
        return BY_ORDINAL[ordinal];
    }
}
