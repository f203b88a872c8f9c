package io.deliverytracking.simulator.kafka;

import io.deliverytracking.events.LocationEncoder;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.OrderKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.SequenceSource;
import io.deliverytracking.simulator.domain.partition.PartitionChoice;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Sends one session's events through one producer and keeps its ledger.
 *
 * <p>Invariant: the ledger counts an event as sent before the producer gets it, and as acknowledged after the broker
 * acknowledged it. Record timestamps are left to the producer: the time of sending, kept on retries.
 *
 * <p>Back-pressure: the sender asks for {@link #room()} and leaves due events in the schedule where there is none, so
 * that it stays at work: it hears commands and says how far behind it is. Should the estimate be wrong, a full buffer
 * blocks the caller for up to {@code max.block.ms}, and an event that finds no room even then counts as failed.
 *
 * <p>Threading: the outlet belongs to the generator thread; acknowledgements arrive on the producer's thread; {@link
 * #close} may come from any thread.
 *
 * <p>Ownership: owns the producer. The ledger is the session's, which closes it when {@link #close} has returned: after the
 * last acknowledgement.
 */
public final class KafkaOutlet implements Outlet, SequenceSource {

    /** A fix with its key and the record around it has 100 bytes at most, an order update half as many again. */
    private static final int EVENT_BYTES = 160;

    private final Producer<byte[], byte[]> producer;
    private final Metric connections;
    private final Metric freeBytes;
    private final long reservedBytes;
    private final LedgerWriter ledger;
    private final PartitionChoice partitions;
    private final SendStatistics statistics;
    private final boolean acknowledges;
    private final LocationEncoder encoder = new LocationEncoder();
    private final long session;

    /** The key of each rider, made once: at 1 Hz each is used every second. */
    private byte[][] keys = {};

    private KafkaOutlet(
            Producer<byte[], byte[]> producer,
            long reservedBytes,
            LedgerWriter ledger,
            PartitionChoice partitions,
            SendStatistics statistics) {
        this.producer = producer;
        this.connections = metric(producer, "connection-count");
        this.freeBytes = metric(producer, "buffer-available-bytes");
        this.reservedBytes = reservedBytes;
        this.ledger = ledger;
        this.partitions = partitions;
        this.statistics = statistics;
        this.session = ledger.plan().session();
        this.acknowledges = ledger.plan().acks() != 0;
    }

    /**
     * Connects a producer; returns before the broker has answered.
     *
     * @param openBatches how many partitions may have a batch that is not full yet, which takes a whole one's memory
     */
    public static KafkaOutlet open(
            String bootstrapServers,
            SimulatorConfig.Producer settings,
            int openBatches,
            LedgerWriter ledger,
            PartitionChoice partitions,
            SendStatistics statistics) {
        return new KafkaOutlet(
                new KafkaProducer<>(ProducerSettings.of(
                        bootstrapServers, settings, ledger.plan().acks())),
                Math.min(settings.bufferMemory() / 2, (long) openBatches * settings.batchSize()),
                ledger,
                partitions,
                statistics);
    }

    @Override
    public int next(int rider, int riderId) {
        if (rider == ledger.riders()) {
            ledger.addRider(riderId);
        }
        return ledger.nextSequence(rider);
    }

    @Override
    public void location(Fix fix) {
        statistics.onSent();
        send(fix, new LocationAck(fix.rider, fix.sequence, fix.intendedNs, false, this));
    }

    @Override
    public void copy(Fix fix) {
        ledger.copySent(fix.rider, fix.sequence);
        statistics.onCopySent();
        send(fix, new LocationAck(fix.rider, fix.sequence, fix.intendedNs, true, this));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    public void order(RestaurantUpdate update) {
        ledger.orderSent(update.getOrderId(), update.getStateValue());
        statistics.onOrderSent();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.RESTAURANT_UPDATES, OrderKeys.encode(update.getOrderId()), OrderCodec.encode(update));
        try {
            producer.send(record, new OrderAck(update.getOrderId(), update.getStateValue(), this));
        } catch (RuntimeException e) {
            onOrder(update.getOrderId(), update.getStateValue(), e);
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private void send(Fix fix, LocationAck ack) {
        byte[] value = encoder.encode(
                fix.riderId,
                session,
                fix.sequence,
                fix.orderId,
                fix.eventTimeMs,
                fix.latitudeE7,
                fix.longitudeE7,
                fix.speedCmS,
                fix.headingDeg,
                fix.accuracyM,
                fix.status);
        int partition = partitions.partitionOf(fix);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.DELIVERY_LOCATION_UPDATES,
                partition == PartitionChoice.BY_KEY ? null : (Integer) partition,
                keyOf(fix),
                value);
        try {
            producer.send(record, ack);
        } catch (RuntimeException e) {
            // Interrupted, closed, or our own fault: the producer does not call back then.
            ack.onCompletion(null, e);
            throw e;
        }
    }

    void onLocation(LocationAck ack, boolean failed) {
        if (failed) {
            statistics.onFailed();
            if (!ack.copy()) {
                ledger.failed(ack.slot(), ack.sequence());
            }
        } else if (acknowledges) {
            if (ack.copy()) {
                ledger.copyAcknowledged(ack.slot(), ack.sequence());
                statistics.onCopyAcknowledged();
            } else {
                ledger.acknowledged(ack.slot(), ack.sequence());
                statistics.onAcknowledged(System.nanoTime() - ack.intendedNs());
            }
        }
    }

    void onOrder(long orderId, int state, @Nullable Exception failure) {
        if (failure != null) {
            ledger.orderFailed(orderId, state);
            statistics.onOrderFailed();
        } else if (acknowledges) {
            ledger.orderAcknowledged(orderId, state);
            statistics.onOrderAcknowledged();
        }
    }

    /** How many events the send buffer has room for now, by a cautious estimate. Takes a lock: ask once a batch. */
    public int room() {
        double free = freeBytes.metricValue() instanceof Double bytes ? bytes : 0;
        return (int) Math.max(0, (free - reservedBytes) / EVENT_BYTES);
    }

    public LedgerWriter ledger() {
        return ledger;
    }

    /** Whether the producer has an open connection to a broker right now. */
    public boolean isConnected() {
        return connections.metricValue() instanceof Double count && count > 0;
    }

    /** Sends what is buffered, waits for acknowledgements until the timeout, fails the rest. */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    private static Metric metric(Producer<byte[], byte[]> producer, String name) {
        for (Metric metric : producer.metrics().values()) {
            MetricName found = metric.metricName();
            if (found.name().equals(name) && found.group().equals("producer-metrics")) {
                return metric;
            }
        }
        throw new IllegalStateException("the producer has no metric " + name);
    }

    private byte[] keyOf(Fix fix) {
        if (fix.rider >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(fix.rider + 1, Math.max(1024, keys.length * 2)));
        }
        byte[] key = keys[fix.rider];
        if (key == null) {
            key = LocationKeys.encode(fix.riderId);
            keys[fix.rider] = key;
        }
        return key;
    }
}
