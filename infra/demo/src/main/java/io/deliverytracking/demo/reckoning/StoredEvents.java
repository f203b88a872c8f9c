package io.deliverytracking.demo.reckoning;

import java.io.IOException;

/**
 * What the database holds, as rows: the port through which the reckoning reads.
 *
 * <p>All methods see one state of the database, except for what is appended between two calls; the reckoning therefore runs when the
 * writer has stopped.
 */
public interface StoredEvents {

    /** Receives one stored copy of one location event, in any order. */
    interface LocationVisitor {
        void visit(long session, int rider, int sequence, int partition, long offset);
    }

    /** Receives what retention removed of one rider in one session: how many rows, and the sum of their sequences. */
    interface DroppedVisitor {
        void visit(long session, int rider, long rows, long sequenceSum);
    }

    /** Receives one order: bit n - 1 of {@code states} is set when the state with number n is stored. */
    interface OrderVisitor {
        void visit(long orderId, long session, int states);
    }

    /** Receives one order update that was dead-lettered. */
    interface OrderUpdateVisitor {
        void visit(long orderId, long session, int state);
    }

    void locations(EventRange range, LocationVisitor visitor) throws IOException;

    void droppedLocations(EventRange range, DroppedVisitor visitor) throws IOException;

    /** Dead letters that are location events of ours; others are counted by {@link #foreignDeadLetters}. */
    void deadLocations(LocationVisitor visitor) throws IOException;

    void orders(OrderVisitor visitor) throws IOException;

    void deadOrderUpdates(OrderUpdateVisitor visitor) throws IOException;

    /** Dead letters that can't be read as events: somebody else sent them, since the simulator checks what it sends. */
    long foreignDeadLetters() throws IOException;

    /** Offsets of the location topic that the log's retention removed before they were read. */
    long expiredLocations() throws IOException;

    /** The same of the topic of order updates. */
    long expiredOrderUpdates() throws IOException;
}
