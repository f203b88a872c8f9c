package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Straight to the database by Hibernate Reactive, an entity a transaction, as an application writes it: {@code withTransaction(session
 * -> session.persist(entity))}.
 *
 * <p>As many transactions run as the pool has connections; the others wait in the queue, whose bytes are counted, instead of in the
 * pool's own, whose are not. Each runs on an event loop in a context of its own, as a request to a Quarkus service does: sessions
 * are bound to contexts.
 *
 * <p>A try that fails is made again after a pause, as in {@link Workers}.
 *
 * <p>Threading: one thread takes from the queue and hands to the event loops; outcomes are told on these.
 */
final class DirectHibernate implements Way {

    private static final long PAUSE_MS = 100;
    private static final long CONNECT_PATIENCE_S = 10;

    private final EventQueue queue;
    private final Outcomes outcomes;
    private final Vertx vertx;
    private final Pool pool;
    private final Mutiny.SessionFactory sessions;
    private final List<ContextInternal> eventLoops = new ArrayList<>();
    private final Semaphore connections;
    private final Thread dispatcher = new Thread(this::dispatch, "hibernate-dispatcher");
    private volatile boolean stopped;

    private DirectHibernate(
            int poolSize, EventQueue queue, Outcomes outcomes, Vertx vertx, Pool pool, Mutiny.SessionFactory sessions) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.vertx = vertx;
        this.pool = pool;
        this.sessions = sessions;
        this.connections = new Semaphore(poolSize);
        for (int i = 0; i < VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE; i++) {
            eventLoops.add(((VertxInternal) vertx).createEventLoopContext());
        }
    }

    /** @throws IOException if the database can't be reached */
    static DirectHibernate open(
            WayOfWriting.DirectHibernate way, Postgres postgres, EventQueue queue, Outcomes outcomes)
            throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = HibernateSessions.pool(vertx, postgres, way.poolSize());
            await(pool.query("SELECT 1").execute());
            DirectHibernate hibernate = new DirectHibernate(
                    way.poolSize(), queue, outcomes, vertx, pool, HibernateSessions.sessions(vertx, pool));
            hibernate.dispatcher.setDaemon(true);
            hibernate.dispatcher.start();
            return hibernate;
        } catch (IOException | RuntimeException e) {
            vertx.close();
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
        synchronized (this) {
            stopped = true;
        }
        dispatcher.interrupt();
        // Not waited for: it would wait for transactions that a lock holds up.
        vertx.close();
    }

    private void dispatch() {
        try {
            for (int turn = 0; !stopped; turn = (turn + 1) % eventLoops.size()) {
                Event event = queue.take();
                connections.acquire();
                store(event, eventLoops.get(turn));
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private void store(Event event, ContextInternal eventLoop) {
        eventLoop
                .duplicate()
                .runOnContext(request -> sessions.withTransaction(session -> session.persist(LocationEntity.of(event)))
                        .subscribe()
                        .with(stored -> onStored(event), error -> onError(event, eventLoop, error)));
    }

    /** Synchronized, as {@link #close}: after that no outcome is told. */
    private synchronized void onStored(Event event) {
        if (!stopped) {
            outcomes.acknowledged(event);
            queue.settled(event);
            connections.release();
        }
    }

    private synchronized void onError(Event event, ContextInternal eventLoop, Throwable error) {
        if (!stopped) {
            outcomes.error(error);
            vertx.setTimer(PAUSE_MS, again -> store(event, eventLoop));
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(CONNECT_PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + CONNECT_PATIENCE_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
