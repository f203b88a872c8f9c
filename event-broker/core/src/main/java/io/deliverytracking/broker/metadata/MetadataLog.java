package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.Completion;
import java.util.List;

/**
 * The ordered, durable history of the cluster's metadata: one writer at a time, any number of
 * replayers.
 *
 * <p>Invariants, for whichever implementation:
 *
 * <ul>
 *   <li>A batch is atomic: all of its records are replayed, or none.
 *   <li>Every listener sees the same batches in the same order, offsets rising by one; a listener
 *       that is too far behind gets a snapshot instead of the batches it covers.
 *   <li>A batch appended in epoch {@code e} is refused once a later epoch has begun; nobody can
 *       write into the past of another leader.
 *   <li>A batch is replayed only after it is durable (committed), and {@link #append} completes
 *       after the local listener has replayed it.
 * </ul>
 *
 * <p>Threading: methods are called, and callbacks and completions run, on the metadata lane; none of
 * them runs inside the caller's own call of a method. Nothing here blocks.
 *
 * <p>Failure: completions fail with {@link MetadataLogException}, whose kind says whether the batch is
 * certainly not in the log, or may still turn up.
 *
 * <p>Source: the division of labour follows KIP-500 and KIP-630 (snapshots).
 */
public interface MetadataLog extends AutoCloseable {

    /**
     * A batch holds at most this many records: 10,000 of about 40 bytes are 400 KB, far below any
     * frame limit of a replicated log. It is also Apache Kafka's limit for one operation of a user.
     */
    int MAX_BATCH_RECORDS = 10_000;

    /**
     * Begins to replay: the newest snapshot first, if there is one, then each batch behind it, then
     * leadership. Called once; a log that can't be read ends in {@link Listener#onFatal}.
     */
    void start(Listener listener);

    /**
     * Appends a batch as leader of {@code epoch}.
     *
     * @param records at least one, at most {@link #MAX_BATCH_RECORDS}
     * @param completion takes the batch's offset, once it is durable and has been replayed locally
     */
    void append(int epoch, List<MetadataRecord> records, Completion<Long> completion);

    /**
     * Hands over the state after the batch at {@code offset}, the newest replayed; the log may then
     * forget the batches up to it. The log asks for it through {@link Listener#onSnapshotWanted}.
     */
    void snapshot(long offset, List<MetadataRecord> records);

    /** Stops all callbacks and releases the log. Appends that are not yet durable fail with an unknown outcome. */
    @Override
    void close();

    /** Receives the history, in order, on the metadata lane. */
    interface Listener {

        /** Forget everything; this is the state after the batch at {@code offset}. */
        void onSnapshot(long offset, List<MetadataRecord> records);

        /** The batch at {@code offset} is durable: replay it. */
        void onCommit(long offset, int epoch, List<MetadataRecord> records);

        /** This node leads from now on and may append in {@code epoch}; all earlier batches are replayed. */
        void onBecomeLeader(int epoch);

        /** This node no longer leads; {@code leaderId} is the new leader, or -1 while there is none. */
        void onResign(int epoch, int leaderId);

        /** The log has grown: answer with {@link MetadataLog#snapshot} when convenient. */
        void onSnapshotWanted();

        /** The log can't go on (damaged bytes, a disk error): the node must stop. */
        void onFatal(MetadataLogException failure);
    }
}
