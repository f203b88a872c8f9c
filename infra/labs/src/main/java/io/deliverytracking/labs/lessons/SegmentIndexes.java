package io.deliverytracking.labs.lessons;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The indexes beside a partition's segments: {@code .index} (8 bytes an entry: offset, position) and {@code .timeindex}
 * (12 bytes: time, offset).
 *
 * <p>The ones of the segment that is written to may be larger than what is in them, with zeros behind: brokers make room
 * beforehand, which costs no disk.
 */
final class SegmentIndexes {

    private SegmentIndexes() {}

    /** Bytes that are in use of all indexes in a partition's {@code folder}; 0 where this machine can't read it. */
    static long usedBytes(Path folder) throws IOException {
        if (!Files.isReadable(folder)) {
            return 0;
        }
        long bytes = 0;
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "*.{index,timeindex}")) {
            for (Path index : indexes) {
                int entry = index.toString().endsWith(".timeindex") ? 12 : 8;
                bytes += used(Files.readAllBytes(index), entry);
            }
        }
        return bytes;
    }

    /** Up to the end of the last entry that is not all zeros. */
    private static long used(byte[] index, int entryBytes) {
        int end = index.length;
        while (end > 0 && index[end - 1] == 0) {
            end--;
        }
        return (end + entryBytes - 1L) / entryBytes * entryBytes;
    }
}
