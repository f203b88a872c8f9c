package io.deliverytracking.location.live;

/**
 * One client's subscription under way: what it is sent, one message after another.
 *
 * <p>Threading: confined to the thread of the watchers.
 */
interface Feed {

    /** False while there is nothing yet that would be worth a first message. */
    default boolean isReady() {
        return true;
    }

    /** Changes when what is watched may have changed; reads little. */
    long version(long nowMs);

    /** The message about the state of the version asked for a moment ago, or a newer one. What was made has to be sent. */
    Message next(long nowMs, long skipped);
}
