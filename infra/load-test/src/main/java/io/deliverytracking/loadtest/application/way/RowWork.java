package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row a transaction: the event that one worker has in hand. The connection commits by itself. */
final class RowWork implements Workers.Work {

    private final EventQueue queue;
    private final Outcomes outcomes;
    private @Nullable Event inHand;

    RowWork(EventQueue queue, Outcomes outcomes) {
        this.queue = queue;
        this.outcomes = outcomes;
    }

    @Override
    public void takeNext() throws InterruptedException {
        inHand = queue.take();
    }

    @Override
    public void store(Connection connection, PreparedStatement insert) throws SQLException {
        LocationInsert.bind(insert, event());
        insert.executeUpdate();
    }

    @Override
    public void onStored() {
        outcomes.acknowledged(event());
        queue.settled(event());
    }

    private Event event() {
        if (inHand == null) {
            throw new IllegalStateException("nothing was taken");
        }
        return inHand;
    }
}
