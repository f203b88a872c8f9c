package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import io.deliverytracking.loadtest.application.way.WayOfWriting.DirectBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many rows a transaction: the batch that one worker gathers in memory, and loses when its process dies. */
final class BatchWork implements Workers.Work {

    private final EventQueue queue;
    private final Outcomes outcomes;
    private final int rows;
    private final long gatherNs;
    private final boolean acknowledges;
    private final List<Event> batch = new ArrayList<>();

    BatchWork(EventQueue queue, Outcomes outcomes, DirectBatch way) {
        this.queue = queue;
        this.outcomes = outcomes;
        rows = way.rows();
        gatherNs = TimeUnit.MILLISECONDS.toNanos(way.gatherMs());
        acknowledges = way.acknowledge() == Acknowledge.AFTER_COMMIT;
    }

    @Override
    public void takeNext() throws InterruptedException {
        batch.clear();
        queue.takeBatch(batch, rows, gatherNs);
    }

    @Override
    public void store(Connection connection, PreparedStatement insert) throws SQLException {
        for (Event event : batch) {
            LocationInsert.bind(insert, event);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void onStored() {
        for (Event event : batch) {
            if (acknowledges) {
                outcomes.acknowledged(event);
            }
            queue.settled(event);
        }
    }
}
