package io.deliverytracking.broker.log;

/** Who appends, and so how much of what it sends is believed. */
public enum AppendOrigin {
    /** A producer: everything is checked; offsets and leader epoch are assigned. */
    CLIENT,
    /** A coordinator of this broker: may write control batches and several batches; offsets are assigned. */
    COORDINATOR,
    /** The partition's leader: offsets, epochs and timestamps stay as the leader assigned them. */
    REPLICATION
}
