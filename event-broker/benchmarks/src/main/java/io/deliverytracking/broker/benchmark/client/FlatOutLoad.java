package io.deliverytracking.broker.benchmark.client;

/**
 * So many records in as fast as one producer can, then out as fast as a group of one consumer can, again and again.
 *
 * @param topic made for it, and deleted after it
 * @param acks  {@code 1} or {@code all}
 * @param reads how often all of them are read
 */
public record FlatOutLoad(
        String bootstrapServers, String topic, int partitions, int valueBytes, String acks, long records, int reads) {}
