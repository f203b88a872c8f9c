package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of one log share: its segments, where it starts and ends, what is known of its batches (leader epochs,
 * producers), its configuration, and whether its files can still be believed.
 *
 * <p>It decides nothing. {@link PartitionLog} hands it to the parts that do: appending, reading, rolling, flushing, cutting,
 * deleting, compacting. Apache Kafka divides the same between UnifiedLog and LocalLog.
 *
 * <p>Invariant: {@code logStartOffset <= logEndOffset}.
 * <p>Threading: the lane's.
 * <p>Failure: the first disk error that leaves the files in doubt is kept, and {@link #requireOnline()} throws it from then on.
 */
final class LogState {

    private static final Logger LOG = LoggerFactory.getLogger(LogState.class);

    private final TopicPartition topicPartition;
    private final StorageDirectory directory;
    private final LogServices services;
    private final Consumer<StorageException> onOffline;

    private final SegmentList segments;
    private final HotTail hotTail = new HotTail();
    private final LeaderEpochs epochs;
    private final ProducerStates producers;
    private final ProducerSnapshots snapshots;

    private LogConfig config;
    private long logStartOffset;
    private long logEndOffset;
    private @Nullable StorageException offline;
    private boolean closed;

    /**
     * The state that {@code loaded} was found in.
     *
     * @param onOffline hears once of a disk error that leaves the files in doubt
     */
    LogState(
            TopicPartition topicPartition,
            StorageDirectory directory,
            LogConfig config,
            LogServices services,
            LoadedLog loaded,
            Consumer<StorageException> onOffline) {
        this.topicPartition = topicPartition;
        this.directory = directory;
        this.config = config;
        this.services = services;
        this.onOffline = onOffline;
        this.segments = loaded.segments();
        this.epochs = loaded.epochs();
        this.producers = loaded.producers();
        this.snapshots = loaded.snapshots();
        this.logStartOffset = loaded.logStartOffset();
        this.logEndOffset = loaded.logEndOffset();
    }

    // ---- bounds --------------------------------------------------------------------------------------------------

    /** The first offset that may be read. */
    long logStartOffset() {
        return logStartOffset;
    }

    /** The offset that the next record gets. */
    long logEndOffset() {
        return logEndOffset;
    }

    /** A batch was appended; the next one starts with {@code offset}. */
    void onAppendedUpTo(long offset) {
        logEndOffset = offset;
    }

    /** Everything below {@code offset} may go, and the leader epochs with it. */
    void startAt(long offset) {
        Invariant.check(offset <= logEndOffset, "the log starts before its end", offset, logEndOffset);
        logStartOffset = offset;
        epochs.truncateFromStart(offset);
    }

    /**
     * The log was cut and ends at {@code offset} now.
     *
     * @return whether it had started later; it starts there now, too
     */
    boolean onCutTo(long offset) {
        logEndOffset = offset;
        if (logStartOffset <= offset) {
            return false;
        }
        logStartOffset = offset;
        return true;
    }

    /** Nothing is left; the log starts and ends at {@code offset}. */
    void onEmptiedAt(long offset) {
        logStartOffset = offset;
        logEndOffset = offset;
    }

    // ---- health --------------------------------------------------------------------------------------------------

    /** Refuses to go on with a log that is closed, or whose files are in doubt. */
    void requireOnline() {
        if (offline != null) {
            throw new StorageException("use", directory.path(), offline);
        }
        if (closed) {
            throw new StorageException("use", directory.path(), "the log is closed");
        }
    }

    /** The disk failed in a way that leaves the files in doubt. Returns the cause, to be thrown. */
    StorageException goOffline(StorageException cause) {
        if (offline == null) {
            offline = cause;
            LOG.error("partition offline partition={} error={}", topicPartition, cause.getMessage());
            onOffline.accept(cause);
        }
        return cause;
    }

    /** The same for forcing something to disk in the background, which may have failed in any way. */
    void onForceFailure(Throwable cause) {
        goOffline(
                cause instanceof StorageException storage
                        ? storage
                        : new StorageException("flush", directory.path(), cause));
    }

    boolean isOffline() {
        return offline != null;
    }

    /** Closed, or offline: nothing that completes now matters. */
    boolean isAtItsEnd() {
        return closed || offline != null;
    }

    boolean isClosed() {
        return closed;
    }

    void onClosed() {
        closed = true;
    }

    // ---- what it is made of --------------------------------------------------------------------------------------

    TopicPartition topicPartition() {
        return topicPartition;
    }

    StorageDirectory directory() {
        return directory;
    }

    LogServices services() {
        return services;
    }

    LogConfig config() {
        return config;
    }

    void updateConfig(LogConfig config) {
        this.config = config;
    }

    SegmentList segments() {
        return segments;
    }

    /** Where the last batches of the active segment start. */
    HotTail hotTail() {
        return hotTail;
    }

    LeaderEpochs epochs() {
        return epochs;
    }

    ProducerStates producers() {
        return producers;
    }

    ProducerSnapshots snapshots() {
        return snapshots;
    }
}
