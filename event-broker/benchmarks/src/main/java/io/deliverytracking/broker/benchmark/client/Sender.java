package io.deliverytracking.broker.benchmark.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An open loop: record {@code n} is due at a time that was fixed before the first was sent, and carries that time. A sender that is
 * late sends at once and goes on as planned; it never sends less.
 *
 * <p>Threading: {@link #run} is a thread of its own; the producer's own thread counts acknowledgements; any thread reads.
 */
final class Sender implements Runnable {

    /** Each number is a rider's, as text, as in the demo's topic. */
    private static final int RIDERS = 100_000;

    /** Sleeping is finer than the system's timer slack only in name: it wakes some ten records later. */
    private static final long NAP_NS = 50_000;

    private static final byte[][] KEYS = keys();

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final int valueBytes;
    private final double periodNs;
    private final long firstDueNs;
    private final long endNs;
    private final Callback callback = this::onAnswer;

    private volatile long acknowledged;
    private volatile long latestNs;
    private volatile @Nullable Exception failure;

    /**
     * A sender of a load's share.
     *
     * @param firstDueNs {@link System#nanoTime()} at which its first record is due
     * @param endNs      at which none is due any more
     */
    Sender(SteadyLoad load, long firstDueNs, long endNs) {
        this.producer = new KafkaProducer<>(Clients.producer(load.bootstrapServers(), "all", load.lingerMs()));
        this.topic = load.topic();
        this.valueBytes = load.valueBytes();
        this.periodNs = 1e9 * load.producers() / load.ratePerSecond();
        this.firstDueNs = firstDueNs;
        this.endNs = endNs;
    }

    private static byte[][] keys() {
        byte[][] keys = new byte[RIDERS][];
        for (int i = 0; i < RIDERS; i++) {
            keys[i] = Integer.toString(i + 1).getBytes(StandardCharsets.US_ASCII);
        }
        return keys;
    }

    @Override
    public void run() {
        try (producer) {
            // The serializer hands the array on and the accumulator copies it before send returns, so one is enough.
            byte[] value = new byte[valueBytes];
            ByteBuffer time = ByteBuffer.wrap(value);
            long number = 0;
            long latest = 0;
            for (long dueNs = firstDueNs; dueNs < endNs && failure == null; ) {
                long nowNs = System.nanoTime();
                if (dueNs > nowNs) {
                    latestNs = latest;
                    LockSupport.parkNanos(Math.min(NAP_NS, dueNs - nowNs));
                    continue;
                }
                latest = Math.max(latest, nowNs - dueNs);
                time.putLong(0, dueNs);
                send(KEYS[(int) (number % RIDERS)], value);
                number++;
                dueNs = firstDueNs + (long) (number * periodNs);
            }
            latestNs = latest;
            producer.flush();
        } catch (RuntimeException e) { // told to whoever waits for it
            failure = e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private void send(byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), callback);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // Written by the producer's one thread alone.
    private void onAnswer(Object metadata, @Nullable Exception refused) {
        if (refused == null) {
            acknowledged++;
        } else {
            failure = refused;
        }
    }

    long acknowledged() {
        return acknowledged;
    }

    /** How late it was at most. */
    long latestNs() {
        return latestNs;
    }

    @Nullable
    Exception failure() {
        return failure;
    }
}
