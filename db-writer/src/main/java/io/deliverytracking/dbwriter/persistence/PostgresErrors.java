package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.FailureKind;
import io.deliverytracking.dbwriter.domain.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an {@link SQLException} of the driver means to the domain. */
final class PostgresErrors {
    private PostgresErrors() {}

    static FailureKind kindOf(SQLException error) {
        ServerErrorMessage server = serverMessage(error);
        return FailureKind.of(error.getSQLState(), server == null ? null : server.getRoutine());
    }

    static StoreUnavailableException unavailable(String doing, SQLException error) {
        return new StoreUnavailableException(
                doing + " failed: sqlState=" + error.getSQLState() + " " + describe(error), error);
    }

    /** The server's own words without the row: detail and context may hold positions. */
    static String describe(SQLException error) {
        ServerErrorMessage server = serverMessage(error);
        return server == null || server.getMessage() == null
                ? String.valueOf(error.getMessage())
                : server.getMessage()
                        + (server.getConstraint() == null ? "" : " (constraint " + server.getConstraint() + ")");
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException error) {
        return error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }
}
