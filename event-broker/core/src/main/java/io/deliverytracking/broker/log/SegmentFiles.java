package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The three files of one segment, and the names that they bear in the course of its life:
 *
 * <pre>
 *   &lt;base&gt;.log .index .timeindex                     in the log
 *   … .cleaned                                        being written by a cleaner; a restart deletes it
 *   … .swap                                           complete, to take the place of others; a restart ends that
 *   … .deleted                                        retired, unlinked a little later; a restart deletes it
 * </pre>
 *
 * <p>Threading: named by the lane; {@link #flush()} and {@link #unlink()} may run anywhere, and so may {@link #read}, once the
 * bytes are there.
 * <p>Ownership: owns the descriptors; idle ones are given back ({@link #releaseIfIdle()}), for a broker has more segments than
 * it may have files open. The next use opens the file again. Files that got {@linkplain #withNewIndexes() new indexes} share
 * their log file with their successor, which owns it from then on: whoever still reads there follows it to whatever name it gets.
 * <p>Failure: storage exceptions as they come. Index files that somebody has removed are none: what is renamed, forced or
 * unlinked is what there is.
 */
final class SegmentFiles {

    private final StorageDirectory directory;
    private final long baseOffset;
    private final StorageFile log;
    private final OffsetIndex offsetIndex;
    private final TimeIndex timeIndex;

    private volatile boolean retired;
    private volatile String retiredSuffix = LogFileNames.DELETED_SUFFIX;
    private volatile boolean used;
    private volatile @Nullable SegmentFiles successor;

    /** The files of the segment that starts with {@code baseOffset}, with {@code suffix} behind their usual names. */
    SegmentFiles(StorageDirectory directory, long baseOffset, String suffix) {
        this(
                directory,
                baseOffset,
                directory.file(LogFileNames.ofOffset(baseOffset, LogFileNames.LOG_SUFFIX) + suffix),
                suffix);
    }

    private SegmentFiles(StorageDirectory directory, long baseOffset, StorageFile log, String suffix) {
        this.directory = directory;
        this.baseOffset = baseOffset;
        this.log = log;
        offsetIndex = new OffsetIndex(directory.file(name(LogFileNames.INDEX_SUFFIX) + suffix), baseOffset);
        timeIndex = new TimeIndex(directory.file(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix), baseOffset);
    }

    private String name(String suffix) {
        return LogFileNames.ofOffset(baseOffset, suffix);
    }

    // ---- contents ------------------------------------------------------------------------------------------------

    /** The batches. */
    StorageFile log() {
        return log;
    }

    OffsetIndex offsetIndex() {
        return offsetIndex;
    }

    TimeIndex timeIndex() {
        return timeIndex;
    }

    /** The log file, for messages. */
    String path() {
        return log.path();
    }

    /** Reads bytes of the log file. */
    int read(ByteBuffer target, int position) {
        onUse();
        return log.read(target, position);
    }

    /** Makes the files of a new, empty segment. What an attempt that failed left under its name is emptied. */
    void create() {
        if (log.exists()) {
            log.truncate(0);
        } else {
            log.create();
        }
        clearIndexes();
    }

    /** Empties both indexes, whatever is in them. */
    void clearIndexes() {
        offsetIndex.open();
        offsetIndex.keep(0);
        timeIndex.open();
        timeIndex.keep(0);
    }

    /** The same log file with the index files that bear the usual names by now. */
    SegmentFiles withNewIndexes() {
        return new SegmentFiles(directory, baseOffset, log, "");
    }

    /**
     * The log uses {@code next} from now on, the {@linkplain #withNewIndexes() same log file}. Reads and flushes under way go
     * on, without these indexes: their names are those of others.
     */
    void onReplacedBy(SegmentFiles next) {
        successor = next;
        StorageException cause =
                new StorageException("search", offsetIndex.file().path(), "it was built again");
        offsetIndex.giveUp(cause);
        timeIndex.giveUp(cause);
    }

    /** Deletes the index files of a segment of the log: it has to do without, for {@code cause}, and the next start misses them. */
    void giveUpIndexes(StorageException cause) {
        offsetIndex.giveUp(cause);
        timeIndex.giveUp(cause);
        directory.deleteFile(name(LogFileNames.INDEX_SUFFIX));
        directory.deleteFile(name(LogFileNames.TIME_INDEX_SUFFIX));
    }

    /** Has both index files there, though they are empty. */
    void ensureIndexesExist() {
        offsetIndex.ensureExists();
        timeIndex.ensureExists();
    }

    /** Forces log and indexes to disk. May run on any thread. */
    void flush() {
        log.flush();
        flushIndexes();
    }

    /** Forces the indexes to disk. */
    void flushIndexes() {
        offsetIndex.flush();
        timeIndex.flush();
    }

    // ---- names ---------------------------------------------------------------------------------------------------

    /** Gives the files {@code suffix} behind their usual names, the log file last. */
    void rename(String suffix) {
        renameIndexes(suffix);
        log.rename(name(LogFileNames.LOG_SUFFIX) + suffix);
    }

    /** Gives the index files {@code suffix} behind their usual names, those that there are. */
    void renameIndexes(String suffix) {
        if (offsetIndex.isOnDisk()) {
            offsetIndex.file().rename(name(LogFileNames.INDEX_SUFFIX) + suffix);
        }
        if (timeIndex.isOnDisk()) {
            timeIndex.file().rename(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix);
        }
    }

    /** Renames the files so that no restart takes them up; reads under way go on. */
    void retire() {
        retireAs(LogFileNames.DELETED_SUFFIX);
    }

    /**
     * The same for the {@code sequence}-th segment that a compacted one stands for: its successor has its name, may go
     * before its files are unlinked, and then needs other names.
     */
    void retireReplaced(int sequence) {
        retireAs("." + sequence + LogFileNames.DELETED_SUFFIX);
    }

    private void retireAs(String suffix) {
        retired = true;
        retiredSuffix = suffix;
        log.rename(name(LogFileNames.LOG_SUFFIX) + suffix);
        renameIndexes(suffix);
    }

    /** Whether the log file is no longer the log's, whoever took it away. */
    boolean isRetired() {
        SegmentFiles next = successor;
        return next == null ? retired : next.isRetired();
    }

    /** Unlinks the files, retired before. May run on any thread. */
    void unlink() {
        close();
        delete(retiredSuffix);
    }

    /** Deletes the files that have {@code suffix} behind their usual names. */
    void delete(String suffix) {
        directory.deleteFile(name(LogFileNames.LOG_SUFFIX) + suffix);
        directory.deleteFile(name(LogFileNames.INDEX_SUFFIX) + suffix);
        directory.deleteFile(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix);
    }

    // ---- descriptors ---------------------------------------------------------------------------------------------

    /** Somebody reads: the descriptors stay for a while. */
    void onUse() {
        used = true;
    }

    /** Gives descriptors back if nobody read since the last call. */
    void releaseIfIdle() {
        if (!used) {
            release();
        }
        used = false;
    }

    void release() {
        log.release();
        offsetIndex.file().release();
        timeIndex.file().release();
    }

    void close() {
        log.close();
        offsetIndex.file().close();
        timeIndex.file().close();
    }
}
