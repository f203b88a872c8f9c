package io.deliverytracking.broker.group;

/**
 * A record in {@code __consumer_offsets} does not follow its layout. Its CRC was right, so whoever wrote
 * it wrote it so: the shard is not loaded, for a guess could lose a commit.
 */
public final class RecordFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecordFormatException(String message) {
        super(message);
    }

    RecordFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
