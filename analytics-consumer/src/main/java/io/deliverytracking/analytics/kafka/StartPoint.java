package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.RebuildPoint;
import org.apache.kafka.common.Uuid;

/**
 * Where one partition begins after an assignment.
 *
 * @param topicId of the log that the point lies in
 * @param missed how many offsets after the committed one retention had removed
 */
record StartPoint(RebuildPoint point, Uuid topicId, long missed) {}
