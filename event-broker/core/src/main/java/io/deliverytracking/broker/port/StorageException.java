package io.deliverytracking.broker.port;

/**
 * The disk failed, or refused: an I/O error, a full disk, a missing file.
 *
 * <p>Always carries the path and the operation. Its owner is whoever owns the replica whose file it was: the log puts
 * its own state in order and lets it pass, the partition's lane decides whether the replica goes offline.
 */
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    public StorageException(String operation, String path, Throwable cause) {
        super("cannot " + operation + " " + path + ": " + cause.getMessage(), cause);
        this.path = path;
    }

    public StorageException(String operation, String path, String reason) {
        super("cannot " + operation + " " + path + ": " + reason);
        this.path = path;
    }

    /** The file or directory that it happened to. */
    public String path() {
        return path;
    }
}
