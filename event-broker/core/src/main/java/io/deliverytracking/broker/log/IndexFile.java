package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;

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
 * <p>Failure: a file that cannot be an index ({@link #open} finds out) is built again from the log.
 */
abstract class IndexFile {

    private static final int BLOCK_ENTRIES = 128;

    private final StorageFile file;
    private final int entrySizeBytes;
    private boolean created;
    private volatile int entries;

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

    /** Reads one entry into a fresh buffer. */
    final ByteBuffer read(int entry) {
        return read(entry, 1);
    }

    /** Makes the file, if only an empty one. */
    final void ensureExists() {
        if (!created) {
            file.create();
            created = true;
        }
    }

    /** Writes {@code entry} after the last one. */
    final void append(ByteBuffer entry) {
        ensureExists();
        file.write(entry, (long) entries * entrySizeBytes);
        entries++;
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
    }

    final void flush() {
        if (created) {
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
