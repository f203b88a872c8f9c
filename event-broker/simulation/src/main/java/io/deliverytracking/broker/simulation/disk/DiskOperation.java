package io.deliverytracking.broker.simulation.disk;

import java.nio.ByteBuffer;

/**
 * Something that is about to change the disk.
 *
 * @param number counts the operations of a disk, from 1
 * @param kind what it is
 * @param path of the file or directory
 * @param position where in the file a write begins, or the size that a truncation leaves; else 0
 * @param bytes what a write writes, only while it is asked about; else empty
 */
public record DiskOperation(int number, Kind kind, String path, long position, ByteBuffer bytes) {

    /** Everything that changes what a disk holds, or makes it durable. */
    public enum Kind {
        CREATE_FILE,
        CREATE_DIRECTORY,
        WRITE,
        TRUNCATE,
        FLUSH_FILE,
        FLUSH_DIRECTORY,
        RENAME_FILE,
        RENAME_DIRECTORY,
        DELETE_FILE,
        DELETE_DIRECTORY
    }

    /** How many bytes a write writes. */
    public int sizeInBytes() {
        return bytes.remaining();
    }

    @Override
    public String toString() {
        return "operation " + number + ": " + kind + " " + path
                + (kind == Kind.WRITE ? " (" + sizeInBytes() + " bytes at " + position + ")" : "");
    }
}
