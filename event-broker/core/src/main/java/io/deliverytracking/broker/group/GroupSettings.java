package io.deliverytracking.broker.group;

import java.util.Map;

/**
 * What administrators set for single groups: implemented over the cluster's metadata.
 *
 * <p>Threading: the lane of the request.
 */
public interface GroupSettings {

    /** Nothing is set for any group. */
    GroupSettings NONE = groupId -> Map.of();

    /** What is set for a group, by Kafka's names of group configuration; empty if nothing is. */
    Map<String, String> of(String groupId);
}
