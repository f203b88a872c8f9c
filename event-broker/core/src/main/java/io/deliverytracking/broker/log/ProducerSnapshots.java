package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot files of one partition: one at each segment's base offset, one at the end after a clean stop.
 *
 * <p>They save the restart from reading the whole log; each may be missing, and an unreadable one is deleted.
 *
 * <p>Threading: the lane's.
 */
final class ProducerSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerSnapshots.class);

    private final StorageDirectory directory;
    private final TreeSet<Long> offsets = new TreeSet<>();

    ProducerSnapshots(StorageDirectory directory, List<String> files) {
        this.directory = directory;
        for (String file : files) {
            long offset = LogFileNames.offsetOf(file, LogFileNames.SNAPSHOT_SUFFIX);
            if (offset >= 0) {
                offsets.add(offset);
            }
        }
    }

    void write(ProducerSnapshot snapshot, boolean durable) {
        if (offsets.contains(snapshot.offset())) {
            return;
        }
        AtomicFile.write(directory, name(snapshot.offset()), snapshot.encode(), durable);
        offsets.add(snapshot.offset());
    }

    /** The newest readable snapshot at or below {@code maxOffset}, or null. */
    @Nullable
    ProducerSnapshot newest(long maxOffset) {
        for (long offset : new ArrayList<>(offsets.headSet(maxOffset, true).descendingSet())) {
            ByteBuffer bytes = AtomicFile.read(directory, name(offset));
            ProducerSnapshot snapshot = bytes == null ? null : ProducerSnapshot.decode(offset, bytes);
            if (snapshot != null) {
                return snapshot;
            }
            LOG.warn("unreadable producer snapshot deleted directory={} offset={}", directory.path(), offset);
            delete(offset);
        }
        return null;
    }

    /** Deletes the snapshots above {@code offset}. */
    void truncateAbove(long offset) {
        for (long above : new ArrayList<>(offsets.tailSet(offset, false))) {
            delete(above);
        }
    }

    /** Deletes the snapshots below {@code offset}, but never the newest of all. */
    void deleteBelow(long offset) {
        for (long below : new ArrayList<>(offsets.headSet(offset, false))) {
            if (below != offsets.last()) {
                delete(below);
            }
        }
    }

    /** Deletes those that no segment starts with, but never the newest of all: compaction has joined what lay between. */
    void keepAt(Set<Long> baseOffsets) {
        for (long offset : new ArrayList<>(offsets)) {
            if (!baseOffsets.contains(offset) && offset != offsets.last()) {
                delete(offset);
            }
        }
    }

    /** Deletes all. */
    void clear() {
        for (long offset : new ArrayList<>(offsets)) {
            delete(offset);
        }
    }

    private void delete(long offset) {
        directory.deleteFile(name(offset));
        offsets.remove(offset);
    }

    private static String name(long offset) {
        return LogFileNames.ofOffset(offset, LogFileNames.SNAPSHOT_SUFFIX);
    }
}
