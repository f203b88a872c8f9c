package io.deliverytracking.broker.log;

/** Thrown when the partition directory belongs to another topic of the same name; the message says which. */
public class InconsistentTopicIdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InconsistentTopicIdException(String message) {
        super(message);
    }
}
