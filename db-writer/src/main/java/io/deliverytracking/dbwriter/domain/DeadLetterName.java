package io.deliverytracking.dbwriter.domain;

import java.util.UUID;

/** Names a dead letter: the record that it was, in the log that it stood in. */
public record DeadLetterName(UUID topicId, int partition, long offset) {}
