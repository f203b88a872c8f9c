package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Straight to the database by JDBC: as many threads as the pool has connections take from one queue.
 *
 * <p>A row a transaction is what an application does until it hurts; batches are what it does then. A batch that is acknowledged
 * before its commit is acknowledged as soon as the event is in the queue: from there on, whoever sent it believes that it is safe.
 */
final class DirectJdbc implements Way {

    private final EventQueue queue;
    private final Outcomes outcomes;
    private final Workers workers;
    private final boolean acknowledgesAtOnce;

    private DirectJdbc(EventQueue queue, Outcomes outcomes, Workers workers, boolean acknowledgesAtOnce) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.workers = workers;
        this.acknowledgesAtOnce = acknowledgesAtOnce;
    }

    /** @throws SQLException if the database can't be reached */
    static DirectJdbc rows(WayOfWriting.DirectRow way, Postgres postgres, EventQueue queue, Outcomes outcomes)
            throws SQLException {
        return open(
                new DirectJdbc(queue, outcomes, new Workers(postgres, outcomes), false),
                way.poolSize(),
                true,
                () -> new RowWork(queue, outcomes));
    }

    /** @throws SQLException if the database can't be reached */
    static DirectJdbc batches(WayOfWriting.DirectBatch way, Postgres postgres, EventQueue queue, Outcomes outcomes)
            throws SQLException {
        boolean atOnce = way.acknowledge() == Acknowledge.BEFORE_COMMIT;
        return open(
                new DirectJdbc(queue, outcomes, new Workers(postgres, outcomes), atOnce),
                way.poolSize(),
                false,
                () -> new BatchWork(queue, outcomes, way));
    }

    private static DirectJdbc open(DirectJdbc way, int poolSize, boolean autoCommit, Supplier<Workers.Work> work)
            throws SQLException {
        try {
            for (int i = 1; i <= poolSize; i++) {
                way.workers.start("jdbc-" + i, autoCommit, work.get());
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
        if (acknowledgesAtOnce) {
            outcomes.acknowledged(event);
        }
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
}
