package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Small files that are read and replaced as a whole: checkpoints, snapshots, metadata.
 *
 * <p>Written beside the old one and renamed over it, so a reader, or a broker that was killed, finds the old or the new
 * contents and nothing between. Whether the rename survives a power failure is the caller's choice.
 */
final class AtomicFile {

    private AtomicFile() {}

    static void write(StorageDirectory directory, String name, String text, boolean durable) {
        write(directory, name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), durable);
    }

    static void write(StorageDirectory directory, String name, ByteBuffer contents, boolean durable) {
        String temporary = name + LogFileNames.TEMPORARY_SUFFIX;
        directory.deleteFile(temporary);
        try (StorageFile file = directory.file(temporary)) {
            file.create();
            file.write(contents, 0);
            if (durable) {
                file.flush();
            }
            file.rename(name);
        }
        if (durable) {
            directory.flush();
        }
    }

    /** The file's bytes, or null if there is none. */
    static @Nullable ByteBuffer read(StorageDirectory directory, String name) {
        try (StorageFile file = directory.file(name)) {
            if (!file.exists()) {
                return null;
            }
            long size = file.size();
            if (size > Integer.MAX_VALUE - 8) {
                throw new StorageException("read", file.path(), size + " bytes are too many for such a file");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            file.read(bytes, 0);
            return bytes.flip();
        }
    }

    /** The file's text, or null if there is none. */
    static @Nullable String readText(StorageDirectory directory, String name) {
        ByteBuffer bytes = read(directory, name);
        return bytes == null ? null : StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
