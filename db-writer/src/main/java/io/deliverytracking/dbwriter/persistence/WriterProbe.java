package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as small as those of other users of the database: one row updated by its key and committed. What it
 * takes is an estimate of what theirs take: it waits for the same processors, the same log and the same disk, but its row
 * is always in memory and nobody else's lock is ever in its way.
 *
 * <p>Each process takes one row of {@code writer_probe} at random: with few writers they hardly ever meet.
 *
 * <p>Threading: confined to the thread that probes.
 *
 * <p>Ownership: keeps a connection from the first probe to {@link #close()}, so that no probe waits for one.
 */
public final class WriterProbe implements AutoCloseable {
    private static final int ROWS = 64;
    private static final String UPDATE = "UPDATE writer_probe SET probes = probes + 1 WHERE id = ?";

    private final DataSource dataSource;
    private final int row = ThreadLocalRandom.current().nextInt(ROWS);
    private @Nullable Connection connection;
    private @Nullable PreparedStatement update;

    public WriterProbe(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Probes once.
     *
     * @return nanoseconds until the update was durable
     * @throws SQLException if the database did not answer; the next probe connects anew
     */
    public long probe() throws SQLException {
        try {
            PreparedStatement statement = update == null ? connect() : update;
            long startNs = System.nanoTime();
            int updated = statement.executeUpdate();
            long elapsedNs = System.nanoTime() - startNs;
            if (updated != 1) {
                throw new SQLException("writer_probe has no row " + row);
            }
            return elapsedNs;
        } catch (SQLException e) {
            closeAfter(e);
            throw e;
        }
    }

    private PreparedStatement connect() throws SQLException {
        Connection connected = dataSource.getConnection();
        connection = connected;
        connected.setAutoCommit(true);
        PreparedStatement prepared = connected.prepareStatement(UPDATE);
        prepared.setInt(1, row);
        update = prepared;
        return prepared;
    }

    private void closeAfter(SQLException cause) {
        try {
            close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        Connection connected = connection;
        connection = null;
        update = null;
        if (connected != null) {
            connected.close();
        }
    }
}
