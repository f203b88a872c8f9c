package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;

/**
 * Bytes that had been forced to disk are not what they were: the file and the position say where.
 *
 * <p>A log in which it is found at the start stays offline; a read that comes across it later fails, and the rest can
 * still be read. It is not repaired by cutting: what lies behind the damage was acknowledged.
 */
public class CorruptLogException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final long position;

    public CorruptLogException(String path, long position, String reason) {
        super("trust", path, "at position " + position + ": " + reason);
        this.position = position;
    }

    /** Where in the file. */
    public long position() {
        return position;
    }
}
