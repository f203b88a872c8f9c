package io.deliverytracking.broker.metadata;

/**
 * Follows the image: opens logs for new partitions, deletes those of deleted topics, applies leader
 * epochs and configurations.
 *
 * <p>Threading: on the metadata lane, in the order of registration, after every committed batch and
 * before whoever asked for the change is answered. So a created topic's logs exist when CreateTopics
 * is answered.
 */
@FunctionalInterface
public interface MetadataListener {

    /** The image moved on; {@code delta.after()} is the newest. */
    void onMetadataChange(MetadataDelta delta);
}
