package io.deliverytracking.loadtest.foreground;

import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.sample.LatencyRecorder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The business at work: {@link Settings#perSecond} requests a second on a pool of connections, timed from when each was due.
 *
 * <p>A request that fails counts as an error and in no latency; so does one that waited longer than a customer does
 * ({@link #PATIENCE_NS}), which is not sent any more.
 * <p>Threading: a thread a connection, which blocks in it; {@link #second} confined to one thread of the caller.
 * <p>Ownership: threads and connections, ended by {@link #close()}. Failure: a broken connection is opened anew by its next request.
 */
public final class Foreground implements AutoCloseable {

    /** Whoever looks at a page that does not come for so long has left. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private static final String CONNECT_PATIENCE_S = "2";
    private static final String ANSWER_PATIENCE_S = "10";
    private static final long END_PATIENCE_MS = TimeUnit.SECONDS.toMillis(15);

    /** Fixed, so that every trial meets the same requests. */
    private static final long SEED = 0x5DE11BE4;

    private final String jdbcUrl;
    private final OpenLoop loop;
    private final Map<Operation, LatencyRecorder> recorders = new EnumMap<>(Operation.class);
    private final AtomicLong errors = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private long errorsTaken;
    private long errorsKept;
    private volatile boolean closed;

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
     * @param p99Us of all operations that ended in it; empty when none did
     */
    public record Second(OptionalLong p99Us, long errors) {}

    private Foreground(String jdbcUrl, Settings settings, long startNs) {
        this.jdbcUrl = jdbcUrl;
        this.loop = new OpenLoop(startNs, settings.perSecond, SYSTEM_TIME);
        for (Operation operation : Operation.values()) {
            recorders.put(operation, new LatencyRecorder());
        }
        for (int i = 0; i < settings.connections; i++) {
            workers.add(new Thread(this::work, "foreground-" + i));
        }
    }

    /**
     * Starts it.
     *
     * @param startNs of {@link System#nanoTime()}: when the first request is due
     */
    public static Foreground start(String jdbcUrl, Settings settings, long startNs) {
        Foreground foreground = new Foreground(jdbcUrl, settings, startNs);
        foreground.workers.forEach(Thread::start);
        return foreground;
    }

    /** Fills the table of orders as every trial finds it. */
    public static void populate(Connection connection) throws SQLException {
        OrderTable.populate(connection);
    }

    /**
     * What came since the last call.
     *
     * @param measured whether it counts in {@link #latencies()} and {@link #errors()}
     */
    public Second second(boolean measured) {
        Histogram all = LatencyRecorder.empty();
        recorders.values().forEach(recorder -> all.add(recorder.take(measured)));
        long failed = errors.get() - errorsTaken;
        errorsTaken += failed;
        if (measured) {
            errorsKept += failed;
        }
        OptionalLong p99 =
                all.getTotalCount() == 0 ? OptionalLong.empty() : OptionalLong.of(all.getValueAtPercentile(99));
        return new Second(p99, failed);
    }

    /** Of the measured seconds, by {@link Operation#title()}. */
    public Map<String, Latency> latencies() {
        Map<String, Latency> latencies = new LinkedHashMap<>();
        recorders.forEach((operation, recorder) ->
                recorder.kept().ifPresent(latency -> latencies.put(operation.title(), latency)));
        return latencies;
    }

    /** Of the measured seconds. */
    public long errors() {
        return errorsKept;
    }

    private void work() {
        OrderConnection orders = new OrderConnection();
        try {
            while (!closed) {
                serve(orders, loop.next());
            }
        } catch (InterruptedException e) {
            // The end.
        } finally {
            orders.drop();
        }
    }

    private void serve(OrderConnection orders, OpenLoop.Due due) {
        if (due.waitedNs() > PATIENCE_NS) {
            errors.incrementAndGet();
            return;
        }
        long draw = scramble(SEED + due.number());
        Operation operation = Operation.of(draw);
        try {
            orders.get().perform(operation, due.number(), draw / 100);
            recorder(operation).record(due.waitedNs());
        } catch (SQLException e) {
            errors.incrementAndGet();
            orders.drop();
        }
    }

    private LatencyRecorder recorder(Operation operation) {
        LatencyRecorder recorder = recorders.get(operation);
        if (recorder == null) {
            throw new IllegalStateException("no recorder for " + operation);
        }
        return recorder;
    }

    /** Never negative, and evenly spread: the finaliser of SplitMix64. */
    static long scramble(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
        try {
            for (Thread worker : workers) {
                worker.join(END_PATIENCE_MS);
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
        public void awaitNs(long momentNs) throws InterruptedException {
            for (long left = momentNs - System.nanoTime(); left > 0; left = momentNs - System.nanoTime()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(left);
            }
        }
    };
}
