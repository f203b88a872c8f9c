package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Stores what riders send as the writer does: its batches, its order of rows, its COPY, a durable commit each; without the
 * stored offsets, which are the same for every layout.
 *
 * <p>Threading: confined to one thread, on a connection of its own.
 */
public final class FeedWriter implements AutoCloseable {
    private static final int BATCH_ROWS = 5_000;

    private final RiderFeed feed;
    private final Connection connection;
    private final StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
    private final RowOrder order = new RowOrder();
    private final LocationCopy copy = new LocationCopy();
    private long rows;

    /** A writer of one part of the riders, as one of so many instances. */
    public FeedWriter(DataSource dataSource, RiderStream stream, int part, int parts, int fromSecond)
            throws SQLException {
        this.feed = stream.feed(part, parts, fromSecond);
        this.connection = dataSource.getConnection();
        connection.setAutoCommit(false);
    }

    /** As fast as it goes, up to the end of a second. */
    public void writeUntil(int second) throws SQLException {
        while (feed.second() < second) {
            write();
        }
    }

    /**
     * As the riders send, second by second, until told to stop.
     *
     * @param stored told after each commit up to which record time everything is stored
     * @return how late a batch was at most, in nanoseconds
     */
    public long writePaced(BooleanSupplier stop, LongConsumer stored) throws SQLException {
        long started = System.nanoTime();
        long startedMs = feed.timeMs();
        long latestNs = 0;
        while (!stop.getAsBoolean()) {
            long dueNs = started + (feed.timeMs() - startedMs) * 1_000_000;
            for (long waitNs = dueNs - System.nanoTime(); waitNs > 0; waitNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(waitNs);
            }
            write();
            stored.accept(feed.timeMs());
            latestNs = Math.max(latestNs, System.nanoTime() - dueNs);
        }
        return latestNs;
    }

    private void write() throws SQLException {
        staged.load(feed.poll(BATCH_ROWS));
        order.byRider(staged.locations(), new int[0]);
        copy.write(connection, staged.locations(), order, 0, order.size());
        connection.commit();
        rows += order.size();
    }

    public long rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
