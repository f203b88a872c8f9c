package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.BatchStore;
import io.deliverytracking.dbwriter.domain.CommitTimer;
import io.deliverytracking.dbwriter.domain.DeadLetter;
import io.deliverytracking.dbwriter.domain.FailureKind;
import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PoisonSearch;
import io.deliverytracking.dbwriter.domain.PoisonSearch.RangeWriter;
import io.deliverytracking.dbwriter.domain.PoisonSearch.Refusal;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StagedRows;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.persistence.location.LocationWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch in one transaction: rows, order updates, dead letters, and last the offsets with the fence.
 *
 * <table>
 * <caption>When a statement fails</caption>
 * <tr><th>error</th><th>then</th></tr>
 * <tr><td>class 22 or 23 (some row is bad)</td><td>roll back; the same again with savepoints, halving until the bad
 * rows stand alone; they become dead letters of the same transaction</td></tr>
 * <tr><td>no time partition</td><td>roll back, make it, the same again</td></tr>
 * <tr><td>any other of the database</td><td>roll back, {@code StoreUnavailableException}</td></tr>
 * <tr><td>our own fault</td><td>roll back, rethrow</td></tr>
 * </table>
 *
 * <p>Savepoints appear only in the second attempt: the usual batch pays for none.
 *
 * <p>Durability: a commit may be asked not to wait for the disk ({@code synchronous_commit} off). A crash of the server then
 * takes the last ones, rows and offsets together; whoever goes on finds the older offset and reads the log again from there.
 *
 * <p>Threading: confined to the thread that ingests.
 */
public final class PostgresBatchStore implements BatchStore {
    /** Dropped partitions may keep disappearing under us only if somebody drops them on purpose. */
    private static final int MAX_PARTITION_ATTEMPTS = 3;

    private final DataSource dataSource;
    private final PartitionCatalog partitions;
    private final LocationWriter locationWriter;
    private final CommitTimer commitTimer;
    private final boolean synchronousCommit;
    private final RowOrder locationOrder = new RowOrder();
    private final RowOrder updateOrder = new RowOrder();
    private final DeliveryUpsert deliveryUpsert = new DeliveryUpsert();
    private final DeadLetterTable deadLetterTable = new DeadLetterTable();
    private final OffsetTable offsetTable = new OffsetTable();

    /** @param synchronousCommit whether a batch is stored only when it is on disk; otherwise within a second of that */
    public PostgresBatchStore(
            DataSource dataSource,
            PartitionCatalog partitions,
            LocationWriter locationWriter,
            CommitTimer commitTimer,
            boolean synchronousCommit) {
        this.dataSource = dataSource;
        this.partitions = partitions;
        this.locationWriter = locationWriter;
        this.commitTimer = commitTimer;
        this.synchronousCommit = synchronousCommit;
    }

    @Override
    public StoreOutcome store(StagedBatch staged) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            return store(connection, staged);
        } catch (SQLException e) {
            throw PostgresErrors.unavailable("Storing a batch", e);
        }
    }

    private StoreOutcome store(Connection connection, StagedBatch staged) throws SQLException {
        boolean searchPoison = false;
        for (int attempt = 1; ; attempt++) {
            partitions.ensure(staged.locations());
            try {
                return inTransaction(connection, staged, searchPoison);
            } catch (SQLException e) {
                rollback(connection, e);
                FailureKind kind = PostgresErrors.kindOf(e);
                if (kind == FailureKind.DATA && !searchPoison) {
                    searchPoison = true;
                } else if (kind == FailureKind.MISSING_PARTITION && attempt < MAX_PARTITION_ATTEMPTS) {
                    partitions.reload();
                } else {
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                // A connection that goes back to the pool commits what is left open: rows without their offset.
                rollbackSuppressing(connection, e);
                throw e;
            }
        }
    }

    private StoreOutcome inTransaction(Connection connection, StagedBatch staged, boolean searchPoison)
            throws SQLException {
        if (!synchronousCommit) {
            commitWithoutWaiting(connection);
        }
        staged.locations().forgetRefusals();
        staged.orders().forgetRefusals();
        RedriveSettlement redriven = RedriveSettlement.settle(connection, staged.redriven());
        List<DeadLetter> deadLetters = new ArrayList<>();
        staged.undecodable().stream()
                .filter(letter -> !redriven.isRepeat(letter.read(), letter.index()))
                .forEach(deadLetters::add);
        locationOrder.byRider(staged.locations(), redriven.repeatedRows(staged.locations()));
        updateOrder.asRead(staged.orders(), redriven.repeatedRows(staged.orders()));
        RangeWriter<SQLException> insert =
                (from, to) -> writeLocations(connection, staged.locations(), from, to, searchPoison);
        RangeWriter<SQLException> upsert = (from, to) -> applyOrders(connection, staged, from, to, searchPoison);
        int rows = write(staged.locations(), locationOrder, insert, deadLetters)
                + write(staged.orders(), updateOrder, upsert, deadLetters);
        redriven.failedAgain(connection, deadLetters);
        deadLetterTable.insert(connection, deadLetters, redriven);
        long startNs = System.nanoTime();
        Set<LogPartition> lost = offsetTable.advance(connection, staged.source(), staged.lowestRecordTimesMs());
        if (!lost.isEmpty()) {
            Map<LogPartition, Long> found = offsetTable.nextOffsets(connection, staged.source(), lost);
            connection.rollback();
            return StoreOutcome.lostComparison(found);
        }
        connection.commit();
        commitTimer.committed(System.nanoTime() - startNs);
        return StoreOutcome.stored(rows, deadLetters.size(), redriven.repeats());
    }

    private static void commitWithoutWaiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit TO off");
        }
    }

    private static int write(
            StagedRows rows, RowOrder order, RangeWriter<SQLException> writer, List<DeadLetter> deadLetters)
            throws SQLException {
        return PoisonSearch.write(0, order.size(), writer, (place, refusal) -> {
            int row = order.row(place);
            rows.refuse(row);
            deadLetters.add(new DeadLetter(
                    rows.originRead(row), rows.originIndex(row), "REFUSED_" + refusal.sqlState(), refusal.message()));
        });
    }

    private @Nullable Refusal writeLocations(
            Connection connection, LocationRows rows, int from, int to, boolean searchPoison) throws SQLException {
        return searchPoison
                ? withSavepoint(connection, () -> locationWriter.write(connection, rows, locationOrder, from, to))
                : without(() -> locationWriter.write(connection, rows, locationOrder, from, to));
    }

    private @Nullable Refusal applyOrders(
            Connection connection, StagedBatch staged, int from, int to, boolean searchPoison) throws SQLException {
        return searchPoison
                ? withSavepoint(
                        connection, () -> deliveryUpsert.apply(connection, staged.orders(), updateOrder, from, to))
                : without(() -> deliveryUpsert.apply(connection, staged.orders(), updateOrder, from, to));
    }

    private static @Nullable Refusal without(SqlAction action) throws SQLException {
        action.run();
        return null;
    }

    private static @Nullable Refusal withSavepoint(Connection connection, SqlAction action) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            action.run();
            connection.releaseSavepoint(savepoint);
            return null;
        } catch (SQLException e) {
            if (PostgresErrors.kindOf(e) != FailureKind.DATA) {
                throw e;
            }
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            return new Refusal(String.valueOf(e.getSQLState()), PostgresErrors.describe(e));
        }
    }

    private static void rollback(Connection connection, SQLException cause) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            throw cause;
        }
    }

    private static void rollbackSuppressing(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
