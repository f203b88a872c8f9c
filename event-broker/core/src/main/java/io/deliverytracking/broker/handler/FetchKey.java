package io.deliverytracking.broker.handler;

import org.apache.kafka.common.Uuid;

/**
 * Names a partition the way a Fetch request does: by topic name before version 13, by topic id from then on.
 *
 * @param topic the name; empty when the id names it
 * @param topicId the id; zero when the name names it
 */
record FetchKey(String topic, Uuid topicId, int index) {

    boolean sameTopic(FetchKey other) {
        return topicId.equals(other.topicId) && topic.equals(other.topic);
    }
}
