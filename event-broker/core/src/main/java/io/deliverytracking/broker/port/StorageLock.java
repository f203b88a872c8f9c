package io.deliverytracking.broker.port;

/** An exclusive lock on a directory; it ends with {@link #close()} or with the process. */
public interface StorageLock extends AutoCloseable {

    @Override
    void close();
}
