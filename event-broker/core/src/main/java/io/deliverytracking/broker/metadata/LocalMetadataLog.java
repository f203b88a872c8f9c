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
 * is reported with file and position, and nothing is started.
 *
 * <pre>
 *   the disk refuses                 and then
 *   to write a batch                 what was written of it is cut off, the cut is forced, and the batch is refused
 *   to begin a new file              it is deleted, the deletion is forced, and the snapshot comes later
 *   to write a snapshot              it is deleted, and the next one comes later
 *   any of these cuts or deletions   fatal: a start would find what was refused, or nothing that it can read
 *   a flush                          fatal: after it nobody knows what is on the disk, so it is never tried again
 * </pre>
 */
public final class LocalMetadataLog implements MetadataLog {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMetadataLog.class);

    /** Apache Kafka's default of {@code metadata.log.max.record.bytes.between.snapshots}. */
    public static final long DEFAULT_SNAPSHOT_AFTER_BYTES = 20L * 1024 * 1024;

    private final StorageDirectory directory;
    private final BackgroundTasks background;
    private final long snapshotAfterBytes;

    private final ArrayDeque<Pending> written = new ArrayDeque<>();
    /** Batches that the disk did not take; they are cut off again, and the cut waits for its flush. */
    private final List<Refused> refused = new ArrayList<>();

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
    private boolean refusing;
    private boolean closed;

    private record Refused(Completion<Long> completion, StorageException cause) {}

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
        try {
            int sizeBytes = write(file, MetadataFrame.encode(nextOffset, inEpoch, batch));
            written.add(pending);
            nextOffset++;
            bytesSinceSnapshot += sizeBytes;
        } catch (StorageException e) {
            if (!isCutOff(file, e)) {
                written.add(pending);
                failSoon("cannot write the metadata log", e);
                return;
            }
            refused.add(new Refused(completion, e));
        }
        maybeFlush();
    }

    /** Takes back what a failed write has left of its batch; false if that fails, too. */
    private boolean isCutOff(StorageFile file, StorageException cause) {
        try {
            file.truncate(activePosition);
            return true;
        } catch (StorageException second) {
            cause.addSuppressed(second);
            return false;
        }
    }

    /**
     * The files are in doubt: nothing more is written to them, not even before the lane hears of it. It does so through the
     * background, so that no callback runs inside the caller's own call.
     */
    private void failSoon(String what, StorageException cause) {
        if (active != null) {
            active.close();
            active = null;
        }
        background.<Object>submit(
                () -> {
                    throw cause;
                },
                (nothing, failure) -> fail(what, failure));
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
        StorageFile file = active;
        if (flushing || isAtRest() || closed || file == null) {
            return;
        }
        flushing = true;
        long upTo = nextOffset - 1;
        int cuts = refused.size();
        boolean flushName = !activeNameIsDurable;
        background.<Object>submit(
                () -> {
                    file.flush();
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
                    onFlushed(upTo, cuts);
                });
    }

    private void onFlushed(long upTo, int cuts) {
        if (!written.isEmpty() && written.peek().offset() <= upTo) {
            onTaken();
        }
        while (!closed && !written.isEmpty() && written.peek().offset() <= upTo) {
            Pending pending = written.remove();
            listener().onCommit(pending.offset(), pending.epoch(), pending.records());
            // Before the answer, which may bring the next batch.
            maybeWantSnapshot();
            pending.completion().complete(pending.offset(), null);
        }
        for (int i = 0; i < cuts && !closed; i++) {
            answerRefused(refused.remove(0));
        }
        maybeFlush();
    }

    /** Only now, when no loss of power can bring the batch back. */
    private void answerRefused(Refused batch) {
        String reason = String.valueOf(batch.cause().getMessage());
        if (!refusing) {
            refusing = true;
            LOG.atError()
                    .addKeyValue("directory", directory.path())
                    .addKeyValue("error", reason)
                    .log("Changes of the metadata are refused until the disk takes them, everything else goes on."
                            + " Make room on it (DeleteRecords needs no metadata), then ask again");
        }
        batch.completion()
                .complete(
                        null,
                        new MetadataLogException(
                                MetadataLogException.Kind.REFUSED,
                                "the disk did not take the change, ask again when there is room: " + reason,
                                batch.cause()));
    }

    private void onTaken() {
        if (refusing) {
            refusing = false;
            LOG.atInfo().addKeyValue("directory", directory.path()).log("Changes of the metadata are taken again");
        }
    }

    /** Whether everything that was written, or cut off again, is forced to disk. */
    private boolean isAtRest() {
        return written.isEmpty() && refused.isEmpty();
    }

    /**
     * Not while a batch is under way: the next file would stand behind one that may yet be torn, and nobody could tell that
     * from damage. The controller has one batch under way at a time, so behind each there is such a moment.
     */
    private void maybeWantSnapshot() {
        if (!closed && !snapshotting && !snapshotWanted && isAtRest() && bytesSinceSnapshot >= snapshotAfterBytes) {
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
        if (closed || snapshotting || !isAtRest() || offset < 0) {
            snapshotWanted = false;
            return;
        }
        snapshotWanted = false;
        // A disk that refuses this one is asked for the next, after as many bytes again.
        bytesSinceSnapshot = 0;
        if (!isRolled()) {
            return;
        }
        snapshotting = true;
        List<MetadataRecord> state = List.copyOf(records);
        background.<Boolean>submit(() -> MetadataSnapshotFile.write(directory, offset, state), (taken, failure) -> {
            snapshotting = false;
            if (taken == null) {
                fail("cannot write a snapshot of the metadata", failure);
            } else if (taken) {
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

    /** Further batches go to a new file, so that the snapshot can let go of the old ones; false if it can't be begun. */
    private boolean isRolled() {
        String name = MetadataFile.logName(nextOffset);
        StorageFile next = directory.file(name);
        if (next.path().equals(path(active))) {
            return true;
        }
        try {
            next.create();
            next.write(MetadataFile.header(nextOffset), 0);
        } catch (StorageException e) {
            next.close();
            takeBack(name, e);
            return false;
        }
        if (active != null) {
            // All of it is flushed, and the snapshot is about to delete it.
            active.close();
        }
        active = next;
        activePosition = MetadataFile.HEADER_BYTES;
        activeNameIsDurable = false;
        return true;
    }

    /**
     * Batches go on in the old file, so no loss of power may bring the new one back: it would stand in their midst. The lane
     * waits for the disk, because nothing may be written before.
     */
    private void takeBack(String name, StorageException cause) {
        try {
            directory.deleteFile(name);
            directory.flush();
            LOG.atWarn()
                    .addKeyValue("file", directory.path() + "/" + name)
                    .addKeyValue("error", cause.getMessage())
                    .log("No new metadata file, the disk refuses it: the snapshot comes later");
        } catch (StorageException second) {
            cause.addSuppressed(second);
            failSoon("cannot begin a new metadata file", cause);
        }
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
        unknown.forEach(pending -> pending.completion().complete(null, reason));
        List<Refused> uncertain = new ArrayList<>(refused);
        refused.clear();
        uncertain.forEach(batch -> batch.completion().complete(null, reason));
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
