package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.Clients;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a broker is of use: it has acknowledged a record ({@code acks=all}, idempotent, as by default).
 *
 * <p>The client is as eager as it can be made, for both brokers: it looks for the port every millisecond, and asks again after
 * five. Stateless.
 */
final class FirstRecord {

    private static final byte[] VALUE = new byte[48];
    private static final int EAGER_MS = 5;
    private static final int CONNECT_MS = 1_000;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_S = 120;

    private FirstRecord() {}

    /**
     * Sends a record as soon as there is a port, and returns when it is acknowledged.
     *
     * @param topic     made by the broker on the way, where it does not exist
     * @param partition null for any
     */
    static void await(RunningBroker broker, String topic, @Nullable Integer partition)
            throws IOException, LoadException {
        awaitPort(broker);
        Map<String, Object> settings = Clients.producer(broker.bootstrapServers(), "all", 0);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, EAGER_MS);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, EAGER_MS);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, EAGER_MS);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, EAGER_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TimeUnit.SECONDS.toMillis(PATIENCE_S));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            producer.send(new ProducerRecord<>(topic, partition, null, VALUE)).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LoadException("the first record was not acknowledged: " + e + "\n" + broker.tail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted", e);
        }
    }

    private static void awaitPort(RunningBroker broker) throws IOException, LoadException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port());
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_MS);
                return;
            } catch (IOException notYet) {
                broker.requireAlive();
                if (System.nanoTime() > deadlineNs) {
                    throw new LoadException("the broker opens no port\n" + broker.tail(), notYet);
                }
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }
}
