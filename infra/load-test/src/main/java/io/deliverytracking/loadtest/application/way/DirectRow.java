package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Straight to the database, a row a transaction: what an application does until it hurts.
 *
 * <p>As many threads as the pool has connections; an event is acknowledged when its row is committed.
 */
final class DirectRow implements Way {

    private final EventQueue queue;
    private final Outcomes outcomes;
    private final Workers workers;

    private DirectRow(EventQueue queue, Outcomes outcomes, Workers workers) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.workers = workers;
    }

    /** @throws SQLException if the database can't be reached */
    static DirectRow open(Postgres postgres, int poolSize, long queueBytes, Outcomes outcomes) throws SQLException {
        DirectRow way = new DirectRow(new EventQueue(queueBytes), outcomes, new Workers(postgres));
        try {
            for (int i = 1; i <= poolSize; i++) {
                way.workers.start("direct-row-" + i, true, way.new Row());
            }
            return way;
        } catch (SQLException e) {
            way.close();
            throw e;
        }
    }

    @Override
    public boolean hasRoom(int bytes) {
        return queue.hasRoom(bytes);
    }

    @Override
    public void take(Event event) {
        queue.put(event);
    }

    @Override
    public long pending() {
        return queue.events();
    }

    @Override
    public long queueBytes() {
        return queue.bytes();
    }

    @Override
    public void close() {
        workers.close();
    }

    /** The event that one worker has in hand. */
    private final class Row implements Workers.Work {

        private @Nullable Event event;

        @Override
        public void takeNext() throws InterruptedException {
            event = queue.take();
        }

        @Override
        public void store(Connection connection, PreparedStatement insert) throws SQLException {
            LocationInsert.bind(insert, inHand());
            insert.executeUpdate();
        }

        @Override
        public void onStored() {
            outcomes.acknowledged(inHand());
            queue.settled(inHand());
        }

        @Override
        public void onError(SQLException error) {
            outcomes.error(error);
        }

        private Event inHand() {
            if (event == null) {
                throw new IllegalStateException("nothing was taken");
            }
            return event;
        }
    }
}
