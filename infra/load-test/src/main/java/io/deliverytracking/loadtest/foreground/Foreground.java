package io.deliverytracking.loadtest.foreground;

import io.deliverytracking.loadtest.foreground.MeasuredTime.Part;
import io.deliverytracking.loadtest.result.Latency;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The business at work: {@link Settings#perSecond} requests a second on a pool of connections, timed from when each was due.
 *
 * <p>A request that fails is an error, and one that took ten seconds at least; so is one that waited longer than a customer does,
 * which is not sent any more. See {@link Outcomes}.
 * <p>Threading: a thread a connection, which blocks in it; figures confined to one thread of the caller.
 * <p>Ownership: threads and connections, ended by {@link #close()}. Failure: a broken connection is opened anew by its next request.
 */
public final class Foreground implements AutoCloseable {

    private static final String CONNECT_PATIENCE_S = "2";
    private static final String ANSWER_PATIENCE_S = "10";

    /** What was due at the end has run out of patience after ten seconds, and of its answer after ten more. */
    private static final long END_PATIENCE_NS = TimeUnit.SECONDS.toNanos(25);

    /** Fixed, so that every trial meets the same requests. */
    private static final long SEED = 0x5DE11BE4;

    private final String jdbcUrl;
    private final OpenLoop loop;
    private final Outcomes outcomes;
    private final List<Thread> workers = new ArrayList<>();
    private boolean closed;

    /**
     * How much of it there is.
     *
     * @param perSecond operations a second
     * @param connections the pool that a service of this size has
     */
    public record Settings(int perSecond, int connections) {
        public static final Settings USUAL = new Settings(300, 8);
    }

    /**
     * One second of it.
     *
     * @param p99Us of all operations that ended in it, failed ones included; empty when none did
     */
    public record Second(OptionalLong p99Us, long errors) {}

    private Foreground(String jdbcUrl, Settings settings, long startNs, MeasuredTime measured) {
        this.jdbcUrl = jdbcUrl;
        this.loop = new OpenLoop(startNs, settings.perSecond, SYSTEM_TIME);
        this.outcomes = new Outcomes(measured);
        for (int i = 0; i < settings.connections; i++) {
            workers.add(new Thread(this::work, "foreground-" + i));
        }
    }

    /**
     * Starts it.
     *
     * @param startNs of {@link System#nanoTime()}: when the first request is due
     * @param measured what counts
     */
    public static Foreground start(String jdbcUrl, Settings settings, long startNs, MeasuredTime measured) {
        Foreground foreground = new Foreground(jdbcUrl, settings, startNs, measured);
        foreground.workers.forEach(Thread::start);
        return foreground;
    }

    /** Fills the table of orders as every trial finds it. */
    public static void populate(Connection connection) throws SQLException {
        OrderTable.populate(connection);
    }

    /** What ended since the last call. */
    public Second second() {
        return outcomes.second();
    }

    /** Of the requests that were due in the measured time, by {@link Operation#title()}; whole when this is closed. */
    public Map<String, Latency> latencies() {
        return outcomes.latencies(Part.MEASURED);
    }

    /** Failed ones of the requests that were due in the measured time; whole when this is closed. */
    public long errors() {
        return outcomes.errors(Part.MEASURED);
    }

    /** As {@link #latencies()}, of the requests that were due after the measured time: what draining does to the foreground. */
    public Map<String, Latency> drainLatencies() {
        return outcomes.latencies(Part.DRAIN);
    }

    /** As {@link #errors()}, of the requests that were due after the measured time. */
    public long drainErrors() {
        return outcomes.errors(Part.DRAIN);
    }

    private void work() {
        OrderConnection orders = new OrderConnection();
        try {
            for (Optional<OpenLoop.Due> due = loop.next(); due.isPresent(); due = loop.next()) {
                serve(orders, due.get());
            }
        } finally {
            orders.drop();
        }
    }

    private void serve(OrderConnection orders, OpenLoop.Due due) {
        long draw = scramble(SEED + due.number());
        Operation operation = Operation.of(draw);
        boolean answered = due.waitedNs() <= Outcomes.PATIENCE_NS && isAnswered(orders, operation, due.number(), draw);
        outcomes.add(operation, due.momentNs(), due.waitedNs(), answered);
    }

    private static boolean isAnswered(OrderConnection orders, Operation operation, long number, long draw) {
        try {
            orders.get().perform(operation, number, draw / 100);
            return true;
        } catch (SQLException e) {
            orders.drop();
            return false;
        }
    }

    /** Never negative, and evenly spread: the finaliser of SplitMix64. */
    static long scramble(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    /** Nothing more is due; what was due before is still served, and counts. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.end();
        workers.forEach(LockSupport::unpark);
        long deadlineNs = System.nanoTime() + END_PATIENCE_NS;
        try {
            for (Thread worker : workers) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A worker's connection, opened when it is needed. */
    private final class OrderConnection {

        private @Nullable OrderTable table;

        OrderTable get() throws SQLException {
            OrderTable open = table;
            if (open == null) {
                Properties properties = new Properties();
                properties.setProperty("ApplicationName", "load-test-foreground");
                properties.setProperty("connectTimeout", CONNECT_PATIENCE_S);
                properties.setProperty("loginTimeout", CONNECT_PATIENCE_S);
                properties.setProperty("socketTimeout", ANSWER_PATIENCE_S);
                open = new OrderTable(DriverManager.getConnection(jdbcUrl, properties));
                table = open;
            }
            return open;
        }

        void drop() {
            OrderTable open = table;
            table = null;
            if (open != null) {
                try {
                    open.close();
                } catch (SQLException e) {
                    // It was broken, which is why it is dropped.
                }
            }
        }
    }

    private static final OpenLoop.Time SYSTEM_TIME = new OpenLoop.Time() {
        @Override
        public long nowNs() {
            return System.nanoTime();
        }

        @Override
        public void awaitNs(long momentNs) {
            LockSupport.parkNanos(momentNs - System.nanoTime());
        }
    };
}
