package io.deliverytracking.broker.server.storage;

import io.deliverytracking.broker.port.StorageDirectory;
import java.nio.file.Path;

/** The way in: the disk port on a directory of the local file system. */
public final class FileStorage {

    private FileStorage() {}

    /** A handle of {@code path}, whether it exists or not. */
    public static StorageDirectory of(Path path) {
        return new DiskDirectory(path);
    }
}
