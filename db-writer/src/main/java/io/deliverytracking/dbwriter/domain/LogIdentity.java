package io.deliverytracking.dbwriter.domain;

import java.util.UUID;

/**
 * Which log an offset belongs to. A topic's name does not say that: another cluster has topics of the same
 * name, and a topic deleted and created again keeps its name and starts at offset 0.
 *
 * @param clusterId the cluster's id, as the brokers tell it
 * @param topicId the topic's id, given at its creation
 * @param topic the topic's name
 */
public record LogIdentity(String clusterId, UUID topicId, String topic) {}
