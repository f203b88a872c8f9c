package io.deliverytracking.demo.reckoning;

import java.util.ArrayList;
import java.util.List;

/** A database of lists: rows are added by the test, and read as the port demands. */
final class RowsInMemory implements StoredEvents {

    private record Row(long session, int rider, int sequence, int partition, long offset) {}

    private record Dropped(long session, int rider, long rows, long sum) {}

    private record Order(long id, long session, int states) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Row> dead = new ArrayList<>();
    private final List<Dropped> dropped = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Order> deadUpdates = new ArrayList<>();
    private long nextOffset;
    long expiredLocations;
    long expiredOrderUpdates;

    RowsInMemory row(long session, int rider, int sequence) {
        rows.add(new Row(session, rider, sequence, 3, nextOffset++));
        return this;
    }

    RowsInMemory rows(long session, int rider, int sequences) {
        for (int sequence = 0; sequence < sequences; sequence++) {
            row(session, rider, sequence);
        }
        return this;
    }

    RowsInMemory rowAt(long session, int rider, int sequence, int partition, long offset) {
        rows.add(new Row(session, rider, sequence, partition, offset));
        return this;
    }

    RowsInMemory deadLetter(long session, int rider, int sequence) {
        dead.add(new Row(session, rider, sequence, 3, nextOffset++));
        return this;
    }

    RowsInMemory dropped(long session, int rider, long count, long sum) {
        dropped.add(new Dropped(session, rider, count, sum));
        return this;
    }

    RowsInMemory order(long id, long session, int... states) {
        orders.add(new Order(id, session, mask(states)));
        return this;
    }

    RowsInMemory deadUpdate(long id, long session, int state) {
        deadUpdates.add(new Order(id, session, state));
        return this;
    }

    private static int mask(int... states) {
        int mask = 0;
        for (int state : states) {
            mask |= 1 << state - 1;
        }
        return mask;
    }

    @Override
    public void locations(EventRange range, LocationVisitor visitor) {
        rows.stream()
                .filter(row -> range.contains(row.session, row.rider))
                .forEach(row -> visitor.visit(row.session, row.rider, row.sequence, row.partition, row.offset));
    }

    @Override
    public void droppedLocations(EventRange range, DroppedVisitor visitor) {
        dropped.stream()
                .filter(row -> range.contains(row.session, row.rider))
                .forEach(row -> visitor.visit(row.session, row.rider, row.rows, row.sum));
    }

    @Override
    public void deadLocations(LocationVisitor visitor) {
        dead.forEach(row -> visitor.visit(row.session, row.rider, row.sequence, row.partition, row.offset));
    }

    @Override
    public void orders(OrderVisitor visitor) {
        orders.forEach(order -> visitor.visit(order.id, order.session, order.states));
    }

    @Override
    public void deadOrderUpdates(OrderUpdateVisitor visitor) {
        deadUpdates.forEach(update -> visitor.visit(update.id, update.session, update.states));
    }

    @Override
    public long foreignDeadLetters() {
        return 0;
    }

    @Override
    public long expiredLocations() {
        return expiredLocations;
    }

    @Override
    public long expiredOrderUpdates() {
        return expiredOrderUpdates;
    }
}
