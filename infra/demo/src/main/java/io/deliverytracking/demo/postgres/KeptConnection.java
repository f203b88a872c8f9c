package io.deliverytracking.demo.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection for somebody who asks the same thing again and again: opened with the first question, kept, and opened anew after
 * it was closed because a question failed.
 *
 * <p>Threading: confined to one thread, blocks. Ownership: of the connection.
 */
public final class KeptConnection implements AutoCloseable {

    /** How it is opened. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    private final Opening opening;
    private @Nullable Connection connection;

    public KeptConnection(Opening opening) {
        this.opening = opening;
    }

    /** The connection; opens one if there is none. */
    public Connection get() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = opening.open();
            connection = open;
        }
        return open;
    }

    /** Gives the connection up; the next {@link #get()} opens another. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It was broken already, which is mostly why it is closed.
            }
        }
    }
}
