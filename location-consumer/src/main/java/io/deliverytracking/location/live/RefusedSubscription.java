package io.deliverytracking.location.live;

/** A client asked for something that cannot be watched; the message is for the client. The old subscription stays. */
final class RefusedSubscription extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedSubscription(String detail) {
        super(detail, null, false, false);
    }
}
