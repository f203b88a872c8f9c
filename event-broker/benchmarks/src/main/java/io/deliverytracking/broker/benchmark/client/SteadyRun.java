package io.deliverytracking.broker.benchmark.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Carries one {@link SteadyLoad} out: readers first, then senders; at the end the readers get all that was acknowledged.
 *
 * <p>Threading: confined to one thread, which waits for the others.
 */
final class SteadyRun {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long DRAIN_PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long HEAD_START_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double NS_PER_MS = 1e6;

    private final SteadyLoad load;
    private final Consumer<String> told;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Thread> readerThreads = new ArrayList<>();

    /** @param told hears {@link Order#MEASURING} and {@link Order#MEASURED} at the moments themselves */
    SteadyRun(SteadyLoad load, Consumer<String> told) {
        this.load = load;
        this.told = told;
    }

    SteadyResult run() throws LoadException {
        try (Topics topics = new Topics(load.bootstrapServers())) {
            topics.create(load.topic(), load.partitions());
            startReaders();
            SteadyResult result = measure();
            topics.delete(load.topic());
            return result;
        } finally {
            endReaders();
        }
    }

    private void startReaders() throws LoadException {
        for (int i = 0; i < load.groups(); i++) {
            Reader reader = new Reader(load, load.topic() + "-group-" + i);
            readers.add(reader);
            Thread thread = new Thread(reader, "reader-" + i);
            thread.start();
            readerThreads.add(thread);
        }
        await(
                () -> readers.stream().allMatch(reader -> reader.assigned() == load.partitions()),
                PATIENCE_NS,
                "the groups were not given their partitions");
    }

    private SteadyResult measure() throws LoadException {
        long startNs = System.nanoTime() + HEAD_START_NS;
        long fromNs = startNs + TimeUnit.MILLISECONDS.toNanos(load.warmUpMs());
        long toNs = fromNs + TimeUnit.MILLISECONDS.toNanos(load.measureMs());
        readers.forEach(reader -> reader.count(fromNs, toNs));
        List<Thread> senderThreads = new ArrayList<>();
        for (int i = 0; i < load.producers(); i++) {
            // Evenly spread, as if one sent all.
            Sender sender = new Sender(load, startNs + i * 1_000_000_000L / load.ratePerSecond(), toNs);
            senders.add(sender);
            Thread thread = new Thread(sender, "sender-" + i);
            thread.start();
            senderThreads.add(thread);
        }
        sleepUntil(fromNs);
        told.accept(Order.MEASURING);
        long beginNs = System.nanoTime();
        long acknowledgedBefore = acknowledged();
        long receivedBefore = received();
        sleepUntil(toNs);
        long acknowledged = acknowledged() - acknowledgedBefore;
        long received = received() - receivedBefore;
        long endNs = System.nanoTime();
        told.accept(Order.MEASURED);
        senderThreads.forEach(SteadyRun::join);
        requireSent();
        String incomplete = drain();
        endReaders();
        return result((endNs - beginNs) / 1e9, acknowledged, received, incomplete);
    }

    /** Whether every group gets what was acknowledged; null, or how not. */
    private @Nullable String drain() {
        long all = acknowledged();
        try {
            await(
                    () -> readers.stream().allMatch(reader -> reader.received() >= all || reader.trouble() != null),
                    DRAIN_PATIENCE_NS,
                    "");
        } catch (LoadException late) {
            return "a group received "
                    + readers.stream().mapToLong(Reader::received).min().orElse(0) + " of " + all
                    + " acknowledged records";
        }
        return readers.stream()
                .filter(reader -> reader.received() > all)
                .map(reader -> "a group received " + reader.received() + " records of " + all)
                .findFirst()
                .orElse(null);
    }

    private SteadyResult result(double seconds, long acknowledged, long received, @Nullable String incomplete) {
        Histogram delays = new Histogram(readers.get(0).delays());
        readers.forEach(reader -> delays.add(reader.delays()));
        String broken = readers.stream()
                .map(Reader::trouble)
                .filter(trouble -> trouble != null)
                .findFirst()
                .orElse(incomplete);
        return new SteadyResult(
                seconds,
                acknowledged,
                received,
                delays.getValueAtPercentile(50) / NS_PER_MS,
                delays.getValueAtPercentile(99) / NS_PER_MS,
                delays.getValueAtPercentile(99.9) / NS_PER_MS,
                delays.getMaxValue() / NS_PER_MS,
                senders.stream().mapToLong(Sender::latestNs).max().orElse(0) / NS_PER_MS,
                broken);
    }

    private void requireSent() throws LoadException {
        for (Sender sender : senders) {
            Exception failure = sender.failure();
            if (failure != null) {
                throw new LoadException("a producer failed: " + failure, failure);
            }
        }
    }

    private long acknowledged() {
        return senders.stream().mapToLong(Sender::acknowledged).sum();
    }

    private long received() {
        return readers.stream().mapToLong(Reader::received).sum();
    }

    private void endReaders() {
        readers.forEach(Reader::end);
        readerThreads.forEach(SteadyRun::join);
    }

    private void await(BooleanSupplier condition, long patienceNs, String complaint) throws LoadException {
        long deadlineNs = System.nanoTime() + patienceNs;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new LoadException(complaint, null);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private static void sleepUntil(long timeNs) {
        for (long leftNs = timeNs - System.nanoTime(); leftNs > 0; leftNs = timeNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
