package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogPartition;

/** Is told, on the polling thread, when a partition is about to be read from its stored offset. */
@FunctionalInterface
public interface OwnershipListener {
    void onTakenOver(LogPartition partition);
}
