package io.deliverytracking.broker.log;

/**
 * What the log knows of one producer, for DescribeProducers.
 *
 * @param producerId its id
 * @param producerEpoch its epoch
 * @param lastSequence the sequence of its last record, or -1
 * @param lastTimestampMs the greatest timestamp of its last batch, or -1
 * @param lastOffset offset of its last record
 */
public record ActiveProducer(
        long producerId, short producerEpoch, int lastSequence, long lastTimestampMs, long lastOffset) {}
