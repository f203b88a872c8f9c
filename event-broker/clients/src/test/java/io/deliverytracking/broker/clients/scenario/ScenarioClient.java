package io.deliverytracking.broker.clients.scenario;

import java.util.List;

/** A client behind the scenarios. Each call waits for its end, and fails when there is none. */
interface ScenarioClient {

    /** Those that it can write and read. */
    default List<Codec> codecs() {
        return List.of(Codec.values());
    }

    /** Whether it sends records with the timestamps that they have. */
    default boolean choosesTimestamps() {
        return true;
    }

    /** Sends to one partition in this order, and waits until all is acknowledged by every replica. */
    void produce(String topic, int partition, Codec codec, List<Message> messages);

    /** Reads {@code count} records from {@code offset} on. */
    List<Received> readFrom(String topic, int partition, long offset, int count);

    /** Reads {@code count} records from the first one on that is not older than {@code timestampMs}. */
    List<Received> readSince(String topic, int partition, long timestampMs, int count);

    /** Joins a group, which begins at the earliest record where nothing is committed. */
    GroupMember join(String group, String topic);
}
