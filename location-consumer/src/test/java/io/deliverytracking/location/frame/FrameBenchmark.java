package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.FleetImage;
import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.deliverytracking.location.domain.RiderStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * What frames of a whole city cost; the figures of decision record 0012. A benchmark, so no default pattern of test names
 * finds it:
 *
 * <pre>./mvnw -q test -am -pl location-consumer -Dtest=FrameBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>{@value #RIDERS} riders report once a second each, and up to {@value #CLIENTS} clients watch all of them twice a second. Times
 * are CPU times of a thread, which count the same on a busy machine; those of the feed's polls are not.
 */
class FrameBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final GeoBox CITY = new GeoBox(524_000_000, 132_000_000, 526_000_000, 136_000_000);
    private static final int RIDERS = 100_000;
    private static final int CLIENTS = 50;
    private static final int SECONDS = 8;
    private static final int POLL = 5_000;
    private static final int PARTITIONS = 12;
    private static final int ROUNDS = 200;
    private static final long INTERVAL_NS = 500_000_000;
    private static final long IMAGE_AGE_NS = 20_000_000;

    private final int[] arrivals = arrivals();
    private final int[] sequence = new int[RIDERS + 1];
    private final LiveMap map =
            new LiveMap(100_000, new Retention(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(1)));
    private final FleetImage image = new FleetImage();
    private final FrameWriter writer = new FrameWriter(200_000, 16_384);
    private final AgeTally ages = new AgeTally();
    private final Random random = new Random(1);

    @Test
    void framesOfAWholeCity() throws InterruptedException {
        costOfOne();
        for (int clients : new int[] {0, 1, CLIENTS}) {
            beside(clients);
        }
    }

    /** Riders as polls bring them: in a row within a partition, one partition after the other within a poll. */
    private static int[] arrivals() {
        int[] arrivals = new int[RIDERS];
        int next = 0;
        for (int from = 1; from <= RIDERS; from += POLL) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (int rider = from; rider < from + POLL && rider <= RIDERS; rider++) {
                    if (Integer.remainderUnsigned(rider * 0x9E37_79B9, PARTITIONS) == partition) {
                        arrivals[next++] = rider;
                    }
                }
            }
        }
        return arrivals;
    }

    private FixBatch poll(int from) {
        FixBatch poll = new FixBatch(POLL);
        long nowMs = System.currentTimeMillis();
        for (int i = from; i < Math.min(from + POLL, RIDERS); i++) {
            int rider = arrivals[i];
            poll.next(rider, 1, sequence[rider]++, nowMs)
                    .at(CITY.southE7() + random.nextInt(2_000_000), CITY.westE7() + random.nextInt(4_000_000), nowMs)
                    .moving(500, random.nextInt(360), 5, RiderStatus.TO_CUSTOMER);
        }
        return poll;
    }

    /** All riders changed: what each step takes. */
    private void costOfOne() {
        FrameStream deltas = new RiderFrames(1, CITY, 200_000, ages);
        FrameStream cells = new CellFrames(1, CITY, 96, 64, new CellCounts(16_384));
        Histogram copy = new Histogram(3);
        Histogram delta = new Histogram(3);
        Histogram nothing = new Histogram(3);
        Histogram snapshot = new Histogram(3);
        Histogram cell = new Histogram(3);
        byte[] frame = new byte[0];
        for (int round = 0; round < 2 * ROUNDS; round++) {
            if (round == ROUNDS) {
                List.of(copy, delta, nothing, snapshot, cell).forEach(Histogram::reset);
            }
            for (int from = 0; from < RIDERS; from += POLL) {
                map.accept(poll(from));
            }
            copy.recordValue(cpuNs(() -> map.refresh(image, System.currentTimeMillis())));
            delta.recordValue(cpuNs(() -> deltas.next(image, writer)));
            nothing.recordValue(cpuNs(() -> deltas.next(image, writer)));
            FrameStream fresh = new RiderFrames(1, CITY, 200_000, ages);
            snapshot.recordValue(cpuNs(() -> fresh.next(image, writer)));
            cell.recordValue(cpuNs(() -> cells.next(image, writer)));
            frame = new RiderFrames(1, CITY, 200_000, ages).next(image, writer).bytes();
        }
        say("%,d riders, all moved; CPU ms, median (p99)", RIDERS);
        print("image brought up to date", copy);
        print("delta of all", delta);
        print("delta of nobody", nothing);
        print("snapshot", snapshot);
        print("cells, 96 x 64", cell);
        say("  bytes a position %.2f", frame.length / (double) RIDERS);
        deflate(frame);
    }

    /** What compression of each message would take. */
    private static void deflate(byte[] frame) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        byte[] smaller = new byte[frame.length * 2];
        int[] size = new int[1];
        long ns = cpuNs(() -> {
            deflater.setInput(frame);
            deflater.finish();
            size[0] = deflater.deflate(smaller);
        });
        deflater.end();
        say("  deflated %.2f ms, to %.0f%%", ns / 1e6, 100.0 * size[0] / frame.length);
    }

    private static long cpuNs(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - start;
    }

    private static void print(String name, Histogram ns) {
        say("  %-26s %6.2f (%.2f)", name, ns.getValueAtPercentile(50) / 1e6, ns.getValueAtPercentile(99) / 1e6);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A feed of all riders once a second, and beside it clients in different phases, served by one thread. */
    private void beside(int clients) throws InterruptedException {
        AtomicBoolean running = new AtomicBoolean(true);
        Histogram polls = new Histogram(3);
        Serving serving = new Serving(clients, running);
        Thread feed = new Thread(() -> feed(running, polls));
        Thread push = new Thread(serving);
        feed.start();
        push.start();
        Thread.sleep(SECONDS * 1_000L);
        running.set(false);
        feed.join();
        push.join();
        say(
                "%d clients at 500 ms: %,d positions/s, %.1f MB/s, %.1f%% of a core, %.2f ms/100,000 positions;"
                        + " the feed's polls of %,d take p50 %.2f, p99 %.2f ms",
                clients,
                serving.positions / SECONDS,
                serving.bytes / 1e6 / SECONDS,
                serving.cpuNs / 1e7 / SECONDS,
                serving.positions == 0 ? 0 : serving.cpuNs / 10.0 / serving.positions,
                POLL,
                polls.getValueAtPercentile(50) / 1e6,
                polls.getValueAtPercentile(99) / 1e6);
    }

    private void feed(AtomicBoolean running, Histogram polls) {
        long pauseNs = 1_000_000_000L * POLL / RIDERS;
        long dueNs = System.nanoTime();
        for (int from = 0; running.get(); from = from + POLL < RIDERS ? from + POLL : 0) {
            FixBatch poll = poll(from);
            long start = System.nanoTime();
            map.accept(poll);
            polls.recordValue(System.nanoTime() - start);
            dueNs += pauseNs;
            LockSupport.parkNanos(dueNs - System.nanoTime());
        }
    }

    /** The thread that makes frames. */
    private final class Serving implements Runnable {
        private final List<FrameStream> streams = new ArrayList<>();
        private final AtomicBoolean running;
        private long cpuNs;
        private long positions;
        private long bytes;

        private Serving(int clients, AtomicBoolean running) {
            this.running = running;
            for (int client = 0; client < clients; client++) {
                streams.add(new RiderFrames(client, CITY, 200_000, ages));
            }
        }

        @Override
        public void run() {
            if (streams.isEmpty()) {
                return;
            }
            long pauseNs = INTERVAL_NS / streams.size();
            long dueNs = System.nanoTime();
            long imageNs = dueNs - IMAGE_AGE_NS;
            final long cpuBefore = THREADS.getCurrentThreadCpuTime();
            for (int turn = 0; running.get(); turn = (turn + 1) % streams.size()) {
                if (System.nanoTime() - imageNs >= IMAGE_AGE_NS) {
                    imageNs = System.nanoTime();
                    map.refresh(image, System.currentTimeMillis());
                }
                Frame frame = streams.get(turn).next(image, writer);
                positions += frame.positions();
                bytes += frame.bytes().length;
                dueNs += pauseNs;
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            cpuNs = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        }
    }
}
