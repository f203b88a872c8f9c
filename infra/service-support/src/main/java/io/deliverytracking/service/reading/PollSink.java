package io.deliverytracking.service.reading;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Takes whole polls in: one at a time, in their order, on a thread that it may block. */
public interface PollSink {

    /**
     * Takes in one poll.
     *
     * @param poll never empty
     * @param generation of the group when these records were read: after a rebalance they may belong to somebody else
     */
    void take(ConsumerRecords<byte[], byte[]> poll, int generation);

    /** Reading, or taking in, has met a fault of ours and does not go on. Ends the process; any thread, perhaps repeatedly. */
    void stop(Throwable fault);
}
