package io.deliverytracking.location.domain;

/** What a rider is doing at the moment of a fix. */
public enum RiderStatus {
    IDLE,
    TO_RESTAURANT,
    WAITING,
    TO_CUSTOMER;

    private static final RiderStatus[] BY_ORDINAL = values();

    /** The number in the event contract, and in frames to clients. */
    @SuppressWarnings("EnumOrdinal") // In the order of the contract, whose 0 stands for no status.
    public int number() {
        return ordinal() + 1;
    }

    static RiderStatus ofOrdinal(int ordinal) {
        return BY_ORDINAL[ordinal];
    }
}
