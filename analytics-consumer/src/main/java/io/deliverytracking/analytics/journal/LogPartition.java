package io.deliverytracking.analytics.journal;

import java.util.UUID;

/** A partition of one log, by the id of its topic: a topic that was made anew under its name is another log. */
public record LogPartition(UUID topicId, int partition) {}
