package io.deliverytracking.broker.benchmark.client;

/**
 * So many records a second in, as an open loop, and all of them out to each of some groups.
 *
 * @param topic         made for it, and deleted after it
 * @param producers     that share the rate
 * @param ratePerSecond of all producers together
 * @param groups        of one consumer each
 * @param warmUpMs      of the same load, not counted
 * @param measureMs     counted
 */
public record SteadyLoad(
        String bootstrapServers,
        String topic,
        int partitions,
        int valueBytes,
        int producers,
        int lingerMs,
        int ratePerSecond,
        int groups,
        int warmUpMs,
        int measureMs) {}
