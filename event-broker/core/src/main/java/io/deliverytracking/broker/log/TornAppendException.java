package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;

/**
 * A write failed half-way and could not be cut off again: the file may end in half a batch.
 *
 * <p>The replica must go offline; recovery will cut it.
 */
final class TornAppendException extends StorageException {

    private static final long serialVersionUID = 1L;

    TornAppendException(String path, long position, Throwable cause) {
        super("cut a torn append at position " + position + " of", path, cause);
    }
}
