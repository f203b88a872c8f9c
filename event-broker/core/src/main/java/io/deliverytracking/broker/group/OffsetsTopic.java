package io.deliverytracking.broker.group;

/**
 * What FindCoordinator needs to know of {@code __consumer_offsets}: implemented over the cluster's metadata.
 *
 * <p>Threading: the lane of the request.
 */
public interface OffsetsTopic {

    /** Partitions of the topic, or of the one that would be created. */
    int partitionCount();

    /**
     * Finds the leader of a partition, creating the topic first if it does not exist.
     *
     * <p>Fails with COORDINATOR_NOT_AVAILABLE while there is no leader; the client asks again.
     *
     * @param listenerName the listener whose address the client wants
     */
    void locate(int partition, String listenerName, Answer<CoordinatorEndpoint> answer);

    /** The broker that leads a partition, as a client reaches it. */
    record CoordinatorEndpoint(int nodeId, String host, int port) {}
}
