package io.deliverytracking.service.reading;

import io.deliverytracking.service.reading.Handover.Poll;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reading with the official client and nothing else: one thread polls, another one takes the polls in.
 *
 * <p>A poll is read while the one before it is taken in, and waits; there is no third. When that lasts, because a database is
 * away for instance, the partitions are paused and polled all the same: the group sees a member that takes part in its
 * rebalances, however long nothing is taken in.
 *
 * <p>Invariant: a poll that waits holds nothing of a partition that has gone. One that is being taken in when its partitions go
 * is the sink's affair, which is told its generation.
 *
 * <p>Threading: {@code poll <channel>} makes the client and alone touches it, for the rebalance listener and
 * {@link #onPollingThread} too; {@code take <channel>} calls the sink. All other methods: any thread.
 *
 * <p>Ownership: owns the client and both threads. {@link #close} wakes nobody up in a poll: the client would give up a commit or
 * a question of the rebalance listener just as well, and polls are short.
 *
 * <p>Failure: what Kafka's client throws in a poll is said and tried again every second, for as long as it takes. Whatever else
 * is thrown, on either thread, is a fault of ours: the sink stops the process, and nothing more is taken in.
 */
public final class PollLoop implements Reading {

    private static final Logger LOG = Logger.getLogger(PollLoop.class);

    private static final long RETRY_MS = 1_000;

    /**
     * Between two polls of paused partitions. A rebalance takes a handful of them; a batch that is taken in within that time
     * pauses nothing.
     */
    private static final long PAUSED_POLL_INTERVAL_MS = 200;

    /** For the sink with its last poll, and again for the broker with the last commit. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final ChannelSettings channel;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final KafkaConsumerRebalanceListener listener;
    private final PollSink sink;
    private final Handover handover = new Handover();
    private final Queue<ClientAction> actions = new ConcurrentLinkedQueue<>();
    private final Thread poller;
    private final Thread taker;

    /** Confined to the polling thread, as is the next. */
    private boolean paused;

    private int failures;

    /** @param clients makes the client, on the thread that is to poll */
    public PollLoop(
            ChannelSettings channel,
            Supplier<Consumer<byte[], byte[]>> clients,
            KafkaConsumerRebalanceListener listener,
            PollSink sink) {
        this.channel = channel;
        this.clients = clients;
        this.listener = listener;
        this.sink = sink;
        this.poller = thread("poll ", this::pollUntilTheEnd);
        this.taker = thread("take ", this::takeUntilTheEnd);
    }

    @Override
    public void begin() {
        LOG.infof("Reading with a plain client: channel=%s topics=%s", channel.channel(), channel.topics());
        poller.start();
        taker.start();
    }

    @Override
    public void onPollingThread(ClientAction action) {
        // What is asked for by the clock does not pile up while a rebalance waits for a database.
        if (!actions.contains(action)) {
            actions.add(action);
        }
    }

    @Override
    public void close() {
        handover.end();
        // The taker has its time, the client has its own, and a poll may have just begun.
        join(poller, CLOSE_PATIENCE.multipliedBy(2).plus(channel.pollTimeout()));
    }

    private void pollUntilTheEnd() {
        Consumer<byte[], byte[]> client = clients.get();
        try {
            client.subscribe(channel.topics(), new Partitions(client));
            while (!handover.isEnded()) {
                boolean room = handover.awaitRoom(PAUSED_POLL_INTERVAL_MS);
                runActions(client);
                pause(client, !room);
                ConsumerRecords<byte[], byte[]> records = poll(client, room ? channel.pollTimeout() : Duration.ZERO);
                if (!records.isEmpty()) {
                    handover.put(new Poll(records, client.groupMetadata().generationId()));
                }
            }
        } finally {
            handover.end();
            // What it has taken in is to be in the last commit.
            join(taker, CLOSE_PATIENCE);
            leave(client);
        }
    }

    private void leave(Consumer<byte[], byte[]> client) {
        try {
            client.close(CloseOptions.timeout(CLOSE_PATIENCE));
        } catch (KafkaException e) {
            LOG.warnf("The group was not left: channel=%s fault=%s", channel.channel(), e.getMessage());
        }
    }

    private void runActions(Consumer<byte[], byte[]> client) {
        for (ClientAction action = actions.poll(); action != null; action = actions.poll()) {
            try {
                action.run(client);
            } catch (KafkaException e) {
                LOG.warnf("The client refused: channel=%s fault=%s", channel.channel(), e.getMessage());
            }
        }
    }

    private void pause(Consumer<byte[], byte[]> client, boolean wanted) {
        if (wanted && !paused) {
            client.pause(client.assignment());
        } else if (!wanted && paused) {
            client.resume(client.paused());
        }
        paused = wanted;
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> client, Duration timeout) {
        try {
            ConsumerRecords<byte[], byte[]> records = client.poll(timeout);
            if (failures > 0) {
                LOG.infof("Reading goes on: channel=%s failures=%d", channel.channel(), failures);
                failures = 0;
            }
            return records;
        } catch (KafkaException e) {
            if (failures++ == 0) {
                LOG.warnf("Reading failed, and is tried again: channel=%s fault=%s", channel.channel(), e.getMessage());
            }
            handover.rest(RETRY_MS);
            return ConsumerRecords.empty();
        }
    }

    private void takeUntilTheEnd() {
        for (Poll poll = handover.take(); poll != null; poll = handover.take()) {
            sink.take(poll.records(), poll.generation());
        }
    }

    private Thread thread(String verb, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        sink.stop(e);
                    }
                },
                verb + channel.channel());
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what waits, and what is paused, in step with what is assigned; then tells the service. */
    private final class Partitions implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> client;

        Partitions(Consumer<byte[], byte[]> client) {
            this.client = client;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (paused) {
                client.pause(partitions);
            }
            listener.onPartitionsAssigned(client, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            handover.withdraw(partitions);
            listener.onPartitionsRevoked(client, partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            handover.withdraw(partitions);
            listener.onPartitionsLost(client, partitions);
        }
    }
}
