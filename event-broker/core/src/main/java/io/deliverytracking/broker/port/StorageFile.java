package io.deliverytracking.broker.port;

import java.nio.ByteBuffer;

/**
 * A file of the disk port, read and written by position.
 *
 * <p>The handle takes an operating-system descriptor with its first use and gives it back in {@link #release()} or
 * {@link #close()}, so that thousands of idle files cost nothing.
 *
 * <p>Threading: reads may come from any thread while one thread writes; {@link #flush()} may run beside both.
 * <p>Failure: every method throws {@link StorageException} when the disk does. A failed write may have written any part
 * of its bytes. After a failed flush nobody knows what is on the disk: never retry it and believe the result.
 */
public interface StorageFile extends AutoCloseable {

    /** The path, for messages. */
    String path();

    /** Whether the file exists. */
    boolean exists();

    /** Creates the file, empty; it must not exist. */
    void create();

    /** Size in bytes. */
    long size();

    /** When it was last written, in milliseconds since the epoch. */
    long lastModifiedMs();

    /**
     * Reads at {@code position} until {@code target} is full or the file ends.
     *
     * @return the bytes read; 0 at the end of the file
     */
    int read(ByteBuffer target, long position);

    /** Writes all remaining bytes of {@code source} at {@code position}; the file grows as needed. */
    void write(ByteBuffer source, long position);

    /** Cuts the file to {@code size} bytes; a shorter file stays as it is. */
    void truncate(long size);

    /** Makes the contents durable (fsync). */
    void flush();

    /**
     * Renames the file within its directory, atomically, replacing a file of that name; this handle follows, and reads
     * under way go on.
     */
    void rename(String newName);

    /** Gives the descriptor back; the next use takes one again. */
    void release();

    /** Gives the descriptor back for good: later uses fail. */
    @Override
    void close();
}
