package io.deliverytracking.loadtest.application;

import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.demo.reckoning.StoredEvents;
import java.io.IOException;

/**
 * Rows, and what is on its way to become rows, as if that were stored already.
 *
 * <p>Threading: confined to one thread.
 */
final class RowsAndLog implements StoredEvents {

    private final StoredEvents rows;
    private final UnstoredEvents log;
    private long inLog;

    RowsAndLog(StoredEvents rows, UnstoredEvents log) {
        this.rows = rows;
        this.log = log;
    }

    /** How many events were visited that are no rows. */
    long inLog() {
        return inLog;
    }

    @Override
    public void locations(EventRange range, LocationVisitor visitor) throws IOException {
        rows.locations(range, visitor);
        inLog += log.visit(range, visitor);
    }

    @Override
    public void droppedLocations(EventRange range, DroppedVisitor visitor) throws IOException {
        rows.droppedLocations(range, visitor);
    }

    @Override
    public void deadLocations(LocationVisitor visitor) throws IOException {
        rows.deadLocations(visitor);
    }

    @Override
    public void orders(OrderVisitor visitor) throws IOException {
        rows.orders(visitor);
    }

    @Override
    public void deadOrderUpdates(OrderUpdateVisitor visitor) throws IOException {
        rows.deadOrderUpdates(visitor);
    }

    @Override
    public long foreignDeadLetters() throws IOException {
        return rows.foreignDeadLetters();
    }

    @Override
    public long expiredLocations() throws IOException {
        return rows.expiredLocations();
    }

    @Override
    public long expiredOrderUpdates() throws IOException {
        return rows.expiredOrderUpdates();
    }
}
