package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.BatchStore;
import io.deliverytracking.dbwriter.domain.FailureKind;
import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.OrderRows;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.domain.StoreUnavailableException;
import io.deliverytracking.dbwriter.persistence.query.RiderLocationEntity;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch through Hibernate Reactive: positions as entities, the rest in SQL, all in one transaction whose last statements
 * move the offsets with the fence of {@link OffsetTable}.
 *
 * <p>What is rare goes to another store, whole and before anything of it is stored here: batches with dead letters or with
 * re-driven records, and those that the database refused, which that store searches for the poison.
 *
 * <p>Threading: confined to the thread that ingests, which waits while the event loop works.
 */
public final class HibernateBatchStore implements BatchStore {
    /** Rows that go to the server before an answer is waited for. */
    private static final int ROWS_A_ROUND_TRIP = 500;

    private static final int[] NONE_LEFT_OUT = {};

    private static final String UPSERT = ordinal(DeliveryUpsert.SQL);

    private static final String ADVANCE = """
            UPDATE ingest_offset SET
                next_offset = ?1,
                leader_epoch = coalesce(CAST(?2 AS integer), leader_epoch),
                current_floor = least(current_floor, to_timestamp(CAST(?3 AS bigint) / 1000.0)),
                updated_at = now()
            WHERE cluster_id = ?4 AND topic_id = ?5 AND partition = ?6 AND next_offset = ?7
            """;

    private final Mutiny.SessionFactory sessions;
    private final DataSource dataSource;
    private final PartitionCatalog partitions;
    private final BatchStore rare;
    private final boolean synchronousCommit;
    private final OffsetTable offsetTable = new OffsetTable();
    private final RowOrder order = new RowOrder();

    private HibernateBatchStore(
            Mutiny.SessionFactory sessions,
            DataSource dataSource,
            PartitionCatalog partitions,
            BatchStore rare,
            boolean synchronousCommit) {
        this.sessions = sessions;
        this.dataSource = dataSource;
        this.partitions = partitions;
        this.rare = rare;
        this.synchronousCommit = synchronousCommit;
    }

    /** Makes such stores for those who do not know Hibernate. */
    @Singleton
    public static class Factory {
        private final Mutiny.SessionFactory sessions;

        public Factory(Mutiny.SessionFactory sessions) {
            this.sessions = sessions;
        }

        /**
         * A store that leaves what is rare to another one.
         *
         * @param synchronousCommit as of {@link PostgresBatchStore}
         */
        public BatchStore create(
                DataSource dataSource, PartitionCatalog partitions, BatchStore rare, boolean synchronousCommit) {
            return new HibernateBatchStore(sessions, dataSource, partitions, rare, synchronousCommit);
        }
    }

    @Override
    public StoreOutcome store(StagedBatch staged) {
        if (!staged.undecodable().isEmpty() || !staged.redriven().isEmpty()) {
            return rare.store(staged);
        }
        Set<LogPartition> lost = new HashSet<>();
        try {
            partitions.ensure(staged.locations());
            VertxContextSupport.subscribeAndAwait(() ->
                    sessions.withStatelessTransaction((session, transaction) -> begin(session)
                            .chain(() -> insertPositions(session, staged.locations()))
                            .chain(() -> applyOrders(session, staged.orders()))
                            .chain(() -> advance(session, staged, lost))
                            .invoke(() -> {
                                if (!lost.isEmpty()) {
                                    transaction.markForRollback();
                                }
                            })));
            return lost.isEmpty()
                    ? StoreOutcome.stored(
                            staged.locations().size() + staged.orders().size(), 0, 0)
                    : lost(staged, lost);
        } catch (SQLException e) {
            throw PostgresErrors.unavailable("Storing a batch", e);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            return afterFailure(staged, e);
        }
    }

    private Uni<Void> begin(StatelessSession session) {
        return synchronousCommit
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery("SET LOCAL synchronous_commit TO off")
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private Uni<Void> insertPositions(StatelessSession session, LocationRows rows) {
        order.byRider(rows, NONE_LEFT_OUT);
        Object[] entities = new Object[order.size()];
        for (int place = 0; place < entities.length; place++) {
            entities[place] = RiderLocationEntity.of(rows, order.row(place));
        }
        return session.insertAll(ROWS_A_ROUND_TRIP, entities);
    }

    private static Uni<Void> applyOrders(StatelessSession session, OrderRows rows) {
        return Multi.createFrom()
                .range(0, rows.size())
                .onItem()
                .transformToUniAndConcatenate(row -> {
                    List<@Nullable Object> values = DeliveryUpsert.values(rows.update(row));
                    Mutiny.Query<Object> upsert = session.createNativeQuery(UPSERT);
                    for (int i = 0; i < values.size(); i++) {
                        upsert.setParameter(i + 1, values.get(i));
                    }
                    return upsert.executeUpdate();
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** In partition order, like every writer, so that they wait for each other but never in a circle. */
    private static Uni<Void> advance(StatelessSession session, StagedBatch staged, Set<LogPartition> lost) {
        List<PartitionRead> reads = staged.source().reads();
        @Nullable Long[] lowestMs = staged.lowestRecordTimesMs();
        List<Integer> inOrder = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            inOrder.add(i);
        }
        inOrder.sort(Comparator.comparing((Integer i) -> reads.get(i).log().topicId())
                .thenComparing(i -> reads.get(i).partition().partition()));
        return Multi.createFrom()
                .iterable(inOrder)
                .onItem()
                .transformToUniAndConcatenate(i -> {
                    PartitionRead read = reads.get(i);
                    return session.createNativeQuery(ADVANCE)
                            .setParameter(1, read.nextOffset())
                            .setParameter(2, read.leaderEpoch())
                            .setParameter(3, lowestMs[i])
                            .setParameter(4, read.log().clusterId())
                            .setParameter(5, read.log().topicId())
                            .setParameter(6, read.partition().partition())
                            .setParameter(7, read.readFrom())
                            .executeUpdate()
                            .invoke(moved -> {
                                if (moved == 0) {
                                    lost.add(read.partition());
                                }
                            });
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private StoreOutcome lost(StagedBatch staged, Set<LogPartition> lost) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return StoreOutcome.lostComparison(offsetTable.nextOffsets(connection, staged.source(), lost));
        }
    }

    /** Rolled back, or of unknown outcome: then storing it again finds the offsets moved. */
    private StoreOutcome afterFailure(StagedBatch staged, Throwable failure) {
        String sqlState = sqlState(failure);
        if (FailureKind.of(sqlState, null) != FailureKind.DATA) {
            throw new StoreUnavailableException(
                    "Storing a batch through Hibernate failed: sqlState=" + sqlState + " " + failure.getMessage(),
                    failure);
        }
        // Some row is bad, or a time partition is gone: there both are looked for and mended.
        return rare.store(staged);
    }

    /** The server's code; from Hibernate as an exception of JDBC, or of the client itself. */
    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException jdbc && jdbc.getSQLState() != null) {
                return jdbc.getSQLState();
            }
            if (cause instanceof PgException postgres) {
                return postgres.getSqlState();
            }
        }
        return null;
    }

    /** JDBC's parameters as Hibernate's: ?1, ?2 and so on. */
    private static String ordinal(String sql) {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        for (char c : sql.toCharArray()) {
            numbered.append(c);
            if (c == '?') {
                numbered.append(++parameter);
            }
        }
        return numbered.toString();
    }
}
