package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Pipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a running trial, as far as something can be done to them.
 *
 * <p>Threading: the thread of disturbances; {@link #close()} when that has ended.
 * <p>Ownership: the connection that holds a lock. Processes are the trial's.
 */
final class TrialTarget implements Disturbance.Target, AutoCloseable {

    private final DatabaseServer server;
    private final Optional<Pipeline> pipeline;
    private final Optional<LoadedApplication> application;
    private @Nullable Connection locking;

    TrialTarget(DatabaseServer server, Optional<Pipeline> pipeline, Optional<LoadedApplication> application) {
        this.server = server;
        this.pipeline = pipeline;
        this.application = application;
    }

    @Override
    public void crashDatabase() {
        server.crash();
    }

    @Override
    public void startDatabase() throws LabException {
        server.start();
    }

    @Override
    public void lockTable() throws SQLException {
        Connection connection = server.database().connect();
        locking = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE rider_location IN ACCESS EXCLUSIVE MODE");
        }
    }

    @Override
    public void unlockTable() throws SQLException {
        Connection connection = locking;
        locking = null;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void killWriter() throws LabException {
        if (pipeline.isPresent()) {
            pipeline.get().killWriter();
        }
    }

    @Override
    public void killApplication() throws LabException {
        if (application.isPresent()) {
            application.get().killAndStartAgain();
        }
    }

    @Override
    public void close() {
        try {
            unlockTable();
        } catch (SQLException e) {
            // The session has gone with its lock.
        }
    }
}
