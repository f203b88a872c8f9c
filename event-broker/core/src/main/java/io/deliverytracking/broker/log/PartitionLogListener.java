package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;

/** What a {@link PartitionLog} tells its registry. Called on the lane. */
interface PartitionLogListener {

    /** Cares about nothing. */
    PartitionLogListener NONE = new PartitionLogListener() {
        @Override
        public void onOffline(PartitionLog log, StorageException cause) {}

        @Override
        public void onCheckpointVoid(PartitionLog log) {}
    };

    /** The disk failed in a way that leaves the replica's files in doubt; it refuses everything from now on. */
    void onOffline(PartitionLog log, StorageException cause);

    /** The log was cut below its recovery point: the checkpoint on disk promises too much and must be written again. */
    void onCheckpointVoid(PartitionLog log);
}
