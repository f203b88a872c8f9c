package io.deliverytracking.loadtest.application.load;

/** Where the generator's events go. Called by the generator's thread alone. */
public interface Sink {

    /** Whether there is room for an event of so many encoded bytes. Asked before the event is counted as sent. */
    boolean hasRoom(int bytes);

    /** Takes the event, for which there was room. Returns at once: whoever waits here, holds up the load. */
    void take(Event event);
}
