package io.deliverytracking.broker.log;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition that cannot be served: its disk failed or its files contradict each other.
 *
 * @param partition the partition
 * @param reason names the file and what is wrong with it
 */
public record PartitionFailure(TopicPartition partition, String reason) {}
