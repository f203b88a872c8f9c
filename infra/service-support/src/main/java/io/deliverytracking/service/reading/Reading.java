package io.deliverytracking.service.reading;

import org.apache.kafka.clients.consumer.Consumer;

/**
 * What brings the polls of one channel, for those who start it, end it, or want something of its client.
 *
 * <p>Threading: any thread.
 */
public interface Reading extends AutoCloseable {

    /** Begins to read; called once. */
    void begin();

    /**
     * Has the thread that polls, which alone may touch the client, do this between two polls. Returns at once. Nothing happens
     * before {@link #begin}, or after {@link #close}; and the same object, asked for again before it was done, may be done once.
     */
    void onPollingThread(ClientAction action);

    /** Lets the poll that is being taken in come to its end, then leaves the group. */
    @Override
    void close();

    /** Something that only the polling thread may do. */
    @FunctionalInterface
    interface ClientAction {
        /** @throws org.apache.kafka.common.KafkaException if the client refuses, which is said and has no consequence */
        void run(Consumer<byte[], byte[]> client);
    }
}
