package io.deliverytracking.broker.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the disk port; also the port's root, the log directory itself.
 *
 * <p>A directory object is a handle: it exists before and after the directory does. Names are single path elements.
 *
 * <p>Durability is a POSIX file system's and nothing more: what a file contains survives a power failure only after
 * {@link StorageFile#flush()}, and that a name exists, is gone, or means another file only after {@link #flush()} of
 * the directory that holds it. A process that is killed loses nothing that was written.
 *
 * <p>Threading: handles may be used from several threads; the caller orders operations on one name.
 * <p>Failure: every method throws {@link StorageException} when the disk does.
 */
public interface StorageDirectory {

    /** The path, for messages. */
    String path();

    /** A handle of the directory {@code name} in this one, whether it exists or not. */
    StorageDirectory directory(String name);

    /** A handle of the file {@code name} in this directory, whether it exists or not; nothing is opened yet. */
    StorageFile file(String name);

    /** Whether this directory exists. */
    boolean exists();

    /** Creates this directory and its missing parents; it may exist already. */
    void create();

    /** The names of the files in it, sorted; empty if there is no such directory. */
    List<String> files();

    /** The names of the directories in it, sorted; empty if there is no such directory. */
    List<String> directories();

    /** Deletes the file {@code name}; returns false if there was none. */
    boolean deleteFile(String name);

    /** Deletes the directory {@code name} with everything in it; returns false if there was none. */
    boolean deleteDirectory(String name);

    /**
     * Renames the directory {@code from} within this one, atomically; there must be no {@code to}.
     *
     * <p>Handles of files in it must have been closed.
     */
    void renameDirectory(String from, String to);

    /** Makes creations, deletions and renames in this directory durable (fsync of the directory). */
    void flush();

    /**
     * Takes an exclusive lock on the file {@code name}, against this and every other process.
     *
     * @return null if somebody else holds it
     */
    @Nullable
    StorageLock tryLock(String name);

    /** Free bytes on this disk. */
    long usableBytes();

    /** Bytes that this disk could hold, free or not; -1 where that is not known. */
    default long totalBytes() {
        return -1;
    }
}
