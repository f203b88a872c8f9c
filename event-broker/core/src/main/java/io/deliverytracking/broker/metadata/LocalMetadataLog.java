package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metadata log of a single node: an append-only file, and a snapshot when it has grown.
 *
 * <p>Invariant: what was replayed is flushed. A batch is written on the lane, flushed in the
 * background, and only then replayed and acknowledged; batches written while a flush is under way
 * share the next one.
 *
 * <p>This node always leads, in an epoch one above the last one found in the log. An epoch in which
 * nothing was appended leaves no trace and is used again.
 *
 * <p>Threading: confined to the metadata lane; recovery, flushes and snapshots run in the background.
 *
 * <p>Ownership: the directory and every file in it.
 *
 * <p>Failure: a torn tail is cut, because nothing in it was ever acknowledged. Damage anywhere else
 * is reported with file and position, and nothing is started. A failed write or flush is fatal: after
 * it nobody knows what is on the disk.
 */
public final class LocalMetadataLog implements MetadataLog {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMetadataLog.class);

    /** Apache Kafka's default of {@code metadata.log.max.record.bytes.between.snapshots}. */
    public static final long DEFAULT_SNAPSHOT_AFTER_BYTES = 20L * 1024 * 1024;

    private final StorageDirectory directory;
    private final BackgroundTasks background;
    private final long snapshotAfterBytes;

    private final ArrayDeque<Pending> written = new ArrayDeque<>();
    private @Nullable Listener listener;
    private @Nullable StorageFile active;
    private long activePosition;
    private long nextOffset;
    private int epoch;
    private boolean activeNameIsDurable;
    private boolean flushing;
    private boolean snapshotting;
    private boolean snapshotWanted;
    private long bytesSinceSnapshot;
    private boolean closed;

    private record Pending(long offset, int epoch, List<MetadataRecord> records, Completion<Long> completion) {}

    /**
     * A log in {@code directory}, which is created when missing.
     *
     * @param snapshotAfterBytes a snapshot is asked for after this many bytes of batches
     */
    public LocalMetadataLog(StorageDirectory directory, BackgroundTasks background, long snapshotAfterBytes) {
        if (snapshotAfterBytes <= 0) {
            throw new IllegalArgumentException("snapshotAfterBytes " + snapshotAfterBytes + " must be positive");
        }
        this.directory = directory;
        this.background = background;
        this.snapshotAfterBytes = snapshotAfterBytes;
    }

    /**
     * Refuses what Apache Kafka keeps its metadata in. Call it before anything beside {@code directory} is touched: the
     * partitions there are Kafka's as well, and recovery would take back what only Kafka may.
     *
     * @throws MetadataLogException if it is; nothing was written
     */
    public static void refuseThatOfApacheKafka(StorageDirectory directory) {
        for (String name : directory.files()) {
            if (!MetadataFile.isNamed(name, MetadataFile.LOG_SUFFIX)) {
                continue;
            }
            try (StorageFile file = directory.file(name)) {
                if (MetadataFile.isOfApacheKafka(file, MetadataFile.offsetOf(name))) {
                    throw new MetadataLogException(
                            MetadataLogException.Kind.STORAGE,
                            file.path() + " is the metadata of an Apache Kafka broker, which this one cannot read."
                                    + " Nothing was changed; give this broker a log.dirs of its own");
                }
            }
        }
    }

    @Override
    public void start(Listener newListener) {
        if (listener != null) {
            throw new IllegalStateException("the metadata log was started before");
        }
        listener = newListener;
        background.<MetadataRecovery>submit(() -> MetadataRecovery.of(directory), (recovery, failure) -> {
            if (closed) {
                return;
            }
            if (recovery == null) {
                fail("cannot recover the metadata log in " + directory.path(), failure);
                return;
            }
            onRecovered(recovery, newListener);
        });
    }

    private void onRecovered(MetadataRecovery recovery, Listener to) {
        active = recovery.active();
        if (!isReplayed(recovery, to)) {
            return;
        }
        activePosition = recovery.activePosition();
        activeNameIsDurable = true;
        nextOffset = recovery.nextOffset();
        epoch = recovery.lastEpoch() + 1;
        LOG.atInfo()
                .addKeyValue("directory", directory.path())
                .addKeyValue("snapshotOffset", recovery.snapshotOffset())
                .addKeyValue("nextOffset", nextOffset)
                .addKeyValue("epoch", epoch)
                .log("Metadata log recovered");
        to.onBecomeLeader(epoch);
        maybeWantSnapshot();
    }

    /** False if the records, whole as they are, contradict each other: then nothing is started. */
    private boolean isReplayed(MetadataRecovery recovery, Listener to) {
        long offset = recovery.snapshotOffset();
        try {
            if (offset >= 0) {
                to.onSnapshot(offset, recovery.snapshot());
            }
            for (MetadataFrame frame : recovery.batches()) {
                offset = frame.offset();
                to.onCommit(offset, frame.epoch(), frame.records());
                bytesSinceSnapshot += frame.sizeBytes();
            }
            return true;
        } catch (IllegalStateException | IllegalArgumentException e) {
            fail("cannot replay what stands at offset " + offset + " of the metadata log in " + directory.path(), e);
            return false;
        }
    }

    @Override
    public void append(int inEpoch, List<MetadataRecord> records, Completion<Long> completion) {
        if (records.isEmpty() || records.size() > MAX_BATCH_RECORDS) {
            throw new IllegalArgumentException("a batch of " + records.size() + " records");
        }
        StorageFile file = active;
        if (closed || file == null || inEpoch != epoch) {
            refuse(inEpoch, completion);
            return;
        }
        List<MetadataRecord> batch = List.copyOf(records);
        Pending pending = new Pending(nextOffset, inEpoch, batch, completion);
        written.add(pending);
        try {
            int sizeBytes = write(file, MetadataFrame.encode(nextOffset, inEpoch, batch));
            nextOffset++;
            bytesSinceSnapshot += sizeBytes;
        } catch (StorageException e) {
            // Through the background, so that no callback runs inside the caller's own call.
            background.<Object>submit(
                    () -> {
                        throw e;
                    },
                    (nothing, failure) -> fail("cannot write the metadata log", failure));
            return;
        }
        maybeFlush();
    }

    private int write(StorageFile file, ByteBuffer frame) {
        int sizeBytes = frame.remaining();
        file.write(frame, activePosition);
        activePosition += sizeBytes;
        return sizeBytes;
    }

    private void refuse(int inEpoch, Completion<Long> completion) {
        MetadataLogException notLeader = new MetadataLogException(
                MetadataLogException.Kind.NOT_LEADER,
                "append in epoch " + inEpoch + " to a log that is " + (closed ? "closed" : "in epoch " + epoch));
        background.<Long>submit(
                () -> {
                    throw notLeader;
                },
                completion);
    }

    private void maybeFlush() {
        if (flushing || written.isEmpty() || closed) {
            return;
        }
        flushing = true;
        long upTo = nextOffset - 1;
        StorageFile file = active;
        boolean flushName = !activeNameIsDurable;
        background.<Object>submit(
                () -> {
                    if (file != null) {
                        file.flush();
                    }
                    if (flushName) {
                        directory.flush();
                    }
                    return upTo;
                },
                (done, failure) -> {
                    flushing = false;
                    if (done == null) {
                        fail("cannot flush the metadata log", failure);
                        return;
                    }
                    activeNameIsDurable |= flushName && file == active;
                    onFlushed(upTo);
                });
    }

    private void onFlushed(long upTo) {
        while (!closed && !written.isEmpty() && written.peek().offset() <= upTo) {
            Pending pending = written.remove();
            listener().onCommit(pending.offset(), pending.epoch(), pending.records());
            // Before the answer, which may bring the next batch.
            maybeWantSnapshot();
            pending.completion().complete(pending.offset(), null);
        }
        maybeFlush();
    }

    /**
     * Not while a batch is under way: the next file would stand behind one that may yet be torn, and nobody could tell that
     * from damage. The controller has one batch under way at a time, so behind each there is such a moment.
     */
    private void maybeWantSnapshot() {
        if (!closed
                && !snapshotting
                && !snapshotWanted
                && written.isEmpty()
                && bytesSinceSnapshot >= snapshotAfterBytes) {
            snapshotWanted = true;
            listener().onSnapshotWanted();
        }
    }

    @Override
    public void snapshot(long offset, List<MetadataRecord> records) {
        if (offset != lastReplayedOffset()) {
            throw new IllegalArgumentException(
                    "a snapshot at offset " + offset + " while " + lastReplayedOffset() + " is the newest replayed");
        }
        if (closed || snapshotting || !written.isEmpty() || offset < 0) {
            snapshotWanted = false;
            return;
        }
        snapshotting = true;
        snapshotWanted = false;
        bytesSinceSnapshot = 0;
        List<MetadataRecord> state = List.copyOf(records);
        try {
            roll();
        } catch (StorageException e) {
            // No more appends, not even before the lane hears of it: the new file may be there, and nothing may follow
            // in the old.
            if (active != null) {
                active.close();
                active = null;
            }
            background.<Object>submit(
                    () -> {
                        throw e;
                    },
                    (nothing, failure) -> fail("cannot begin a new metadata file", failure));
            return;
        }
        background.<Object>submit(
                () -> {
                    MetadataSnapshotFile.write(directory, offset, state);
                    return offset;
                },
                (done, failure) -> {
                    snapshotting = false;
                    if (done == null) {
                        fail("cannot write a snapshot of the metadata", failure);
                    } else {
                        LOG.atInfo()
                                .addKeyValue("offset", offset)
                                .addKeyValue("records", state.size())
                                .log("Metadata snapshot written");
                    }
                });
    }

    /** The last batch that the listener has seen; what is written behind it waits for its flush. */
    private long lastReplayedOffset() {
        return written.isEmpty() ? nextOffset - 1 : written.peek().offset() - 1;
    }

    /** Further batches go to a new file, so that the snapshot can let go of the old ones. */
    private void roll() {
        StorageFile next = directory.file(MetadataFile.logName(nextOffset));
        if (next.path().equals(path(active))) {
            return;
        }
        next.create();
        next.write(MetadataFile.header(nextOffset), 0);
        if (active != null) {
            // All of it is flushed, and the snapshot is about to delete it.
            active.close();
        }
        active = next;
        activePosition = MetadataFile.HEADER_BYTES;
        activeNameIsDurable = false;
    }

    private static @Nullable String path(@Nullable StorageFile file) {
        return file == null ? null : file.path();
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (closed) {
            return;
        }
        MetadataLogException failure = cause instanceof MetadataLogException known
                ? known
                : new MetadataLogException(
                        MetadataLogException.Kind.STORAGE,
                        what + ": " + (cause == null ? "no reason given" : cause.getMessage()),
                        cause);
        stop(failure);
        listener().onFatal(failure);
    }

    @Override
    public void close() {
        if (!closed) {
            stop(new MetadataLogException(
                    MetadataLogException.Kind.UNKNOWN_OUTCOME,
                    "the metadata log was closed before the batch was durable"));
        }
    }

    private void stop(MetadataLogException reason) {
        closed = true;
        List<Pending> unknown = new ArrayList<>(written);
        written.clear();
        for (Pending pending : unknown) {
            pending.completion().complete(null, reason);
        }
        if (active != null) {
            active.close();
        }
    }

    private Listener listener() {
        if (listener == null) {
            throw new IllegalStateException("the metadata log was not started");
        }
        return listener;
    }
}
