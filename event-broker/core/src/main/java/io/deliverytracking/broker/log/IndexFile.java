package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of fixed-size entries with ascending keys, searched where it lies.
 *
 * <p>Nothing of it is on the heap but the number of entries. A search halves by single reads until the range fits one
 * block, and reads that: for a gigabyte of log that is about ten small reads.
 *
 * <p>An index only makes things faster. Its file appears with the first entry; entries are written by position, so what
 * a failed write left behind is overwritten by the next. It may be deleted at any time and is built again from the log.
 *
 * <p>Threading: written by the lane. Once its segment is sealed it does not change, and any thread may search it.
 * <p>Failure: a file that cannot be an index ({@link #open} finds out) is built again from the log. One that can't be read when
 * something is looked up, gone or refused by the disk, is {@linkplain #loss() lost}: look-ups find nothing from then on, so that
 * whoever searches begins at the start of the log file, until {@link IndexRebuild} has replaced it.
 */
abstract class IndexFile {

    private static final int BLOCK_ENTRIES = 128;

    private final StorageFile file;
    private final int entrySizeBytes;
    private boolean created;
    private volatile int entries;
    private volatile @Nullable StorageException loss;

    IndexFile(StorageFile file, int entrySizeBytes) {
        this.file = file;
        this.entrySizeBytes = entrySizeBytes;
    }

    /** The search key of the entry at {@code position} of {@code buffer}. */
    abstract long key(ByteBuffer buffer, int position);

    /**
     * Takes up an existing file.
     *
     * @return false if its size is no multiple of an entry's; it must be rebuilt
     */
    final boolean open() {
        created = file.exists();
        long size = created ? file.size() : 0;
        entries = (int) (size / entrySizeBytes);
        return size % entrySizeBytes == 0;
    }

    final int entries() {
        return entries;
    }

    final int sizeInBytes() {
        return entries * entrySizeBytes;
    }

    final StorageFile file() {
        return file;
    }

    final boolean exists() {
        return created;
    }

    /** Whether there is a file, now. */
    final boolean isOnDisk() {
        return created && file.exists();
    }

    /** Why nothing is found in it any more; null while it can be read. */
    final @Nullable StorageException loss() {
        return loss;
    }

    /** What {@code search} finds in the file; {@code ifLost}, when it can't be read: then nothing looks there again. */
    final int lookUp(IntSupplier search, int ifLost) {
        if (loss != null) {
            return ifLost;
        }
        try {
            return search.getAsInt();
        } catch (StorageException e) {
            loss = e;
            return ifLost;
        }
    }

    /** Reads one entry into a fresh buffer. */
    final ByteBuffer read(int entry) {
        return read(entry, 1);
    }

    /** Makes the file, if only an empty one; not for an index that is given up: it has to be missed at the next start. */
    final void ensureExists() {
        if (!created && loss == null) {
            file.create();
            created = true;
        }
    }

    /** Writes {@code entry} after the last one; nowhere, if the file is gone: the index is lost then, not the disk. */
    final void append(ByteBuffer entry) {
        ensureExists();
        if (!created) {
            return;
        }
        try {
            file.write(entry, (long) entries * entrySizeBytes);
            entries++;
        } catch (StorageException e) {
            if (file.exists()) {
                throw e;
            }
            loss = e;
        }
    }

    /** The last entry whose key is at most {@code target}, or -1. */
    final int floor(long target) {
        int low = 0;
        int high = entries;
        while (high - low > BLOCK_ENTRIES) {
            int middle = (low + high) >>> 1;
            if (key(read(middle), 0) <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (high == low) {
            return -1;
        }
        ByteBuffer block = read(low, high - low);
        int first = low;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(block, (middle - first) * entrySizeBytes) <= target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Keeps the first {@code count} entries. */
    final void keep(int count) {
        if (count < entries || (created && file.size() > (long) count * entrySizeBytes)) {
            file.truncate((long) count * entrySizeBytes);
            entries = count;
        }
        loss = null;
    }

    /** Before entries are dropped: a file that is gone has none, and the next entry makes a new one. */
    final void forgetIfGone() {
        if (created && !file.exists()) {
            file.release();
            created = false;
            entries = 0;
        }
    }

    /** There is no file, for {@code cause}: nothing is written until another index takes its place, or it is emptied. */
    final void giveUp(StorageException cause) {
        file.release();
        created = false;
        entries = 0;
        loss = cause;
    }

    /** Forces it to disk. One that is gone is no reason to doubt the log: the next start builds it again. */
    final void flush() {
        if (isOnDisk()) {
            file.flush();
        }
    }

    private ByteBuffer read(int first, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count * entrySizeBytes);
        int read = file.read(buffer, (long) first * entrySizeBytes);
        if (read != buffer.capacity()) {
            throw new CorruptLogException(
                    file.path(), (long) first * entrySizeBytes, "the index ends after " + read + " bytes");
        }
        return buffer;
    }
}
