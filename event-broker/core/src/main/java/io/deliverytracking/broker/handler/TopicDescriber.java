package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.PartitionImage;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** What a client on one listener may be told of partitions and their brokers. */
final class TopicDescriber {

    private final MetadataImage image;
    private final String listener;

    TopicDescriber(MetadataImage image, String listener) {
        this.image = image;
        this.listener = listener;
    }

    /**
     * Why a client can't reach the partition's leader, or none.
     *
     * @param listenerErrorIsKnown whether the client's version knows LISTENER_NOT_FOUND
     */
    Errors error(PartitionImage partition, boolean listenerErrorIsKnown) {
        BrokerRegistration leader = partition.hasLeader() ? image.broker(partition.leader()) : null;
        if (leader == null || leader.fenced()) {
            return Errors.LEADER_NOT_AVAILABLE;
        }
        if (leader.endpoint(listener) == null) {
            return listenerErrorIsKnown ? Errors.LISTENER_NOT_FOUND : Errors.LEADER_NOT_AVAILABLE;
        }
        return Errors.NONE;
    }

    /** The leader as told to the client: none when it can't be reached. */
    int leader(PartitionImage partition) {
        return error(partition, true) == Errors.NONE ? partition.leader() : PartitionImage.NO_LEADER;
    }

    /** Replicas on brokers that are fenced, gone or without this listener. */
    List<Integer> offline(PartitionImage partition) {
        return partition.replicas().stream()
                .filter(id -> !isOnline(image.broker(id)))
                .toList();
    }

    private boolean isOnline(@Nullable BrokerRegistration broker) {
        return broker != null && !broker.fenced() && broker.endpoint(listener) != null;
    }
}
