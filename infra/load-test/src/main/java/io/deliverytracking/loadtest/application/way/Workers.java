package io.deliverytracking.loadtest.application.way;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads with a connection each, which store what they are given and try again until it is stored or they are stopped.
 *
 * <p>A try that fails drops its connection, as a pool would, and pauses. Whether a commit took effect whose answer was lost, nobody
 * can tell without a key in the table: it is written again, and the account shows the row twice.
 *
 * <p>Threading: {@link #start} and {@link #close} by one thread. Ownership: owns threads and connections.
 */
final class Workers {

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long END_PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    /** What a worker does, again and again. */
    interface Work {
        /** Takes what there is to store, and waits where there is nothing. */
        void takeNext() throws InterruptedException;

        /** Stores it by one transaction of its own; called again with another connection when it throws. */
        void store(Connection connection, PreparedStatement insert) throws SQLException;

        /** It is stored. */
        void onStored();
    }

    private final Postgres postgres;
    private final Outcomes outcomes;
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean stopped;

    Workers(Postgres postgres, Outcomes outcomes) {
        this.postgres = postgres;
        this.outcomes = outcomes;
    }

    /**
     * Starts one more worker.
     *
     * @throws SQLException if it can't connect: at the start that is a mistake, later a fault to live with
     */
    void start(String name, boolean autoCommit, Work work) throws SQLException {
        Worker worker = new Worker(work, autoCommit);
        worker.connect();
        worker.thread.setName(name);
        worker.thread.setDaemon(true);
        workers.add(worker);
        worker.thread.start();
    }

    /** Ends all: what is under way is cut off, which leaves its outcome unknown. */
    void close() {
        stopped = true;
        for (Worker worker : workers) {
            worker.thread.interrupt();
            worker.abort();
        }
        long deadlineNs = System.nanoTime() + END_PATIENCE_NS;
        try {
            for (Worker worker : workers) {
                TimeUnit.NANOSECONDS.timedJoin(worker.thread, Math.max(1_000_000, deadlineNs - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker implements Runnable {

        private final Thread thread = new Thread(this);
        private final Work work;
        private final boolean autoCommit;
        private volatile @Nullable Connection connection;
        private @Nullable PreparedStatement insert;

        Worker(Work work, boolean autoCommit) {
            this.work = work;
            this.autoCommit = autoCommit;
        }

        @Override
        public void run() {
            try {
                while (!stopped) {
                    work.takeNext();
                    if (storeUntilDone()) {
                        work.onStored();
                    }
                }
            } catch (InterruptedException e) {
                // Only close() interrupts.
            } catch (RuntimeException e) {
                outcomes.fail(e);
            } finally {
                abort();
            }
        }

        private boolean storeUntilDone() {
            while (!stopped) {
                try {
                    if (connection == null) {
                        connect();
                    }
                    tryOnce();
                    return true;
                } catch (SQLException e) {
                    if (!stopped) {
                        outcomes.error(e);
                    }
                    abort();
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
            return false;
        }

        private void tryOnce() throws SQLException {
            Connection open = connection;
            PreparedStatement prepared = insert;
            if (open == null || prepared == null) {
                throw new SQLException("the connection was closed");
            }
            work.store(open, prepared);
        }

        private void connect() throws SQLException {
            Connection open = postgres.connect();
            connection = open;
            open.setAutoCommit(autoCommit);
            insert = LocationInsert.prepare(open);
        }

        /** Closes the socket without a word: a server that stands still would not answer a farewell. */
        private void abort() {
            Connection open = connection;
            connection = null;
            insert = null;
            if (open != null) {
                try {
                    open.abort(Runnable::run);
                } catch (SQLException e) {
                    // It is gone already, which is all that was wanted.
                }
            }
        }
    }
}
